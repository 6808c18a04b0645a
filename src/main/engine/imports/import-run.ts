import path from 'node:path'
import type { Request } from '../../../shared/contract.ts'
import type { Imported } from '../../../shared/imported.ts'
import { counted } from '../../../shared/text.ts'
import { ClassLookup } from '../dataset/index.ts'
import type { Database, DatasetRow, NewImport } from '../db/index.ts'
import { createRun, NOTHING_MEASURED, refuseTaken } from '../eval/index.ts'
import type { Answer } from './answers.ts'
import { ImportFile } from './import-file.ts'
import { readNpz } from './npz/read-npz.ts'
import { readCsv } from './read-csv.ts'
import { readJsonAnswers } from './read-json.ts'
import type { ReadAnswers, Told } from './read-table.ts'
import { settleImages, type SettledImages } from './settle-images.ts'

export type ImportRequest = Omit<Request<'runs.import'>, 'dataset' | 'asIndexed' | 'follow'>

/**
 * Makes a run of answers that were made elsewhere, whole or not at all.
 * @param signal ends the reading, by throwing its reason
 * @returns the run's id
 * @throws AcuityError `import-invalid` with what is wrong with the file and where, `file-unreadable`, `already-exists`
 */
export async function importRun(
  db: Database,
  dataset: DatasetRow,
  request: ImportRequest,
  signal: AbortSignal,
): Promise<number> {
  const { name, inOrder, partial } = request
  if (name !== undefined) refuseTaken(db, name)
  const file = await ImportFile.of(request.file)
  const lookup = new ClassLookup(db.datasets.classes(dataset.id))
  const read = await readAnswers(file, { ...request, lookup }, signal)
  const images = db.images.listed({ datasetId: dataset.id, generation: dataset.generation })
  const settled = settleImages(file, read.answers, { dataset, images, inOrder, numbered: read.numbered, partial })
  const sha256 = await file.sha256(signal)
  if ((await ImportFile.of(file.path)).bytes !== file.bytes) throw file.invalid('', 'it was written while it was read')
  const modelName = request.modelName ?? path.parse(file.path).name
  const run = newImport(dataset, modelName, importedFrom(file, sha256, read, settled), { read, settled, lookup })
  return db.transaction(() => {
    const id = createRun(db, name, `${modelName} (imported)`, run)
    insert(db, id, run, settled)
    return id
  })
}

async function readAnswers(file: ImportFile, told: Told, signal: AbortSignal): Promise<ReadAnswers> {
  switch (await file.form()) {
    case 'npz':
      return readNpz(file, told, signal)
    case 'json':
      return readJsonAnswers(file, told)
    case 'csv':
      return readCsv(file, told, signal)
  }
}

function importedFrom(
  file: ImportFile,
  sha256: string,
  { outputs }: ReadAnswers,
  { answered }: SettledImages,
): Imported {
  const answers = answered.map(({ answer }) => answer)
  const known = answers.filter(({ classes }) => classes.length > 0)
  const best = known.reduce((least, { classes }) => Math.min(least, classes.length), Infinity)
  const labelled = answered.filter(({ answer }) => answer.label !== null)
  const different = labelled.filter(({ label, answer }) => label !== answer.label).length
  return {
    file: file.path,
    sha256,
    bytes: file.bytes,
    best: outputs !== null ? null : Number.isFinite(best) ? best : 0,
    confidences: answers.some(({ probabilities }) => probabilities !== null),
    labels: labelled.length === 0 ? null : { compared: labelled.length, different },
  }
}

function newImport(
  dataset: DatasetRow,
  modelName: string,
  imported: Imported,
  { read, settled, lookup }: { read: ReadAnswers; settled: SettledImages; lookup: ClassLookup },
): Omit<NewImport, 'name'> {
  const { outputKind, outputKindReason, outputs, classOffset, warnings } = read
  return {
    datasetId: dataset.id,
    generation: dataset.generation,
    datasetFingerprint: dataset.fingerprint,
    limit: null,
    sample: null,
    ...{ modelId: null, modelName, modelFile: null, modelWeights: null },
    indexed: dataset.images,
    settings: {
      imported,
      ...{ recipe: null, recipeOrigin: null, layout: null, exportedAt: null },
      ...{ output: null, outputReason: null, outputKind, outputKindReason, outputScale: null, outputs },
      ...{ classes: lookup.size, classOffset, restricted: null, params: null, macs: null },
      ...{ provider: null, device: null, batch: null, onlyBatch: null, threads: null, cache: null, memoryLimit: null },
      environment: null,
      warnings: [...dataset.warnings, ...warnings, ...settled.warnings, ...warnOfLabels(imported)],
    },
    measurements: NOTHING_MEASURED,
  }
}

function warnOfLabels({ labels }: Imported): string[] {
  if (!labels || labels.different === 0) return []
  const { compared, different } = labels
  return [
    `The file states another class than the dataset for ${different} of ${counted(compared, 'image')}: the dataset's is what answers are ` +
      'compared with. Where most differ, the classes, or the images, are in another order.',
  ]
}

/** To be called in the transaction that makes the run. */
function insert(
  db: Database,
  run: number,
  { datasetId, generation }: Omit<NewImport, 'name'>,
  settled: SettledImages,
): void {
  const { answered, missing } = settled
  const counts = { evaluated: answered.length, unanswered: 0, top1Correct: 0, top5Correct: 0 }
  for (const { image, label, answer } of answered) {
    const rank = answer.classes.indexOf(label)
    db.predictions.insert(run, predictionOf(image.id, rank, answer))
    if (answer.classes.length === 0) counts.unanswered++
    if (rank === 0) counts.top1Correct++
    if (rank >= 0 && rank < 5) counts.top5Correct++
  }
  db.predictions.skipFaults({ datasetId, generation, limit: null, sample: null }, run, null)
  for (const { id } of missing)
    db.predictions.skip(run, {
      imageId: id,
      reason: 'not-imported',
      detail: 'the file that was imported has no answer for it',
    })
  db.runs.count(run, counts)
  db.runs.setStatus(run, 'done')
}

function predictionOf(imageId: number, rank: number, { classes, probabilities }: Answer) {
  return {
    k: classes.length,
    imageIds: [imageId],
    ranks: [rank],
    classes: Int32Array.from(classes),
    probabilities: Float32Array.from(probabilities ?? []),
  }
}
