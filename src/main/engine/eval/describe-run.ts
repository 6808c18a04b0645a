import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { wilson } from '../../../shared/metrics.ts'
import { numberIn } from '../../../shared/name.ts'
import type { RunReference } from '../../../shared/contract/common.ts'
import { knowsTop5 } from '../../../shared/imported.ts'
import type { Accuracies, EvaluatedRun, ImportedRun, RunSummary, Tally } from '../../../shared/run.ts'
import { counted } from '../../../shared/text.ts'
import {
  isEvaluatedRow,
  type Database,
  type DatasetRow,
  type EvaluatedRow,
  type ImageSet,
  type RunRow,
} from '../db/index.ts'
import { beyondLimit } from './memory-limit.ts'

export const runLock = (run: number) => `run:${run}`

/**
 * A number is always an id, also where the command line hands it over as text.
 * @throws AcuityError `not-found`; `invalid-input` for a name of several runs, which earlier versions let there be
 */
export function findRun(db: Database, reference: RunReference): RunRow {
  const id = typeof reference === 'number' ? reference : numberIn(reference)
  const named = typeof reference === 'number' ? [] : db.runs.named(reference)
  if (id === null && named.length > 1)
    throw new AcuityError(
      'invalid-input',
      `${named.length} runs are called ${reference} (${named.join(', ')}): name one of them by its id.`,
    )
  const row = db.runs.get(id ?? named[0] ?? 0)
  if (row) return row
  if (named.length === 0)
    throw new AcuityError('not-found', `There is no run ${reference}.`, {
      remedies: [{ do: 'choose-another', what: 'run' }],
    })
  const hint = `a number is an id; what is called so is run ${named.join(', ')}`
  throw new AcuityError('not-found', `There is no run ${reference}: ${hint}.`)
}

/**
 * A run whose network can run here.
 * @throws AcuityError as {@link findRun}; `invalid-input` for one that was imported
 */
export function findEvaluated(db: Database, reference: RunReference): EvaluatedRow {
  const row = findRun(db, reference)
  if (isEvaluatedRow(row)) return row
  const { file } = row.settings.imported
  throw new AcuityError(
    'invalid-input',
    `Run ${row.id} (${row.name}) was imported from ${path.basename(file)}: its network is not here to be run, and nobody ` +
      'knows here what pixels it was given.',
  )
}

/** The images a run is about, whatever has happened to the folder since. */
export function imageSet({ datasetId, generation, limit, sample }: RunRow): ImageSet {
  return { datasetId, generation, limit, sample }
}

/** Accuracies are correct / evaluated, with Wilson's 95% intervals; null where nothing is evaluated yet. */
export function accuracies(tally: Pick<Tally, 'evaluated' | 'top1Correct' | 'top5Correct'>): Accuracies {
  const { evaluated, top1Correct, top5Correct } = tally
  const share = (correct: number) => (evaluated === 0 ? null : correct / evaluated)
  return {
    top1: share(top1Correct),
    top5: share(top5Correct),
    ci: { top1: wilson(top1Correct, evaluated), top5: wilson(top5Correct, evaluated) },
  }
}

/** Imported answers may have too few classes for a top-5: then it is not known, and not what is counted. */
function withoutTop5(figures: Accuracies, { settings }: RunRow): Accuracies {
  return knowsTop5(settings) ? figures : { ...figures, top5: null, ci: { ...figures.ci, top5: null } }
}

/** What runs are of: several of one are told of with one look. */
class Origins {
  readonly #db: Database
  readonly #datasets = new Map<number, DatasetRow>()
  readonly #models = new Map<number, string>()

  constructor(db: Database) {
    this.#db = db
  }

  dataset(id: number): DatasetRow {
    const found = this.#datasets.get(id) ?? this.#db.datasets.get(id)
    this.#datasets.set(id, found)
    return found
  }

  sha256(model: number): string {
    const found = this.#models.get(model) ?? this.#db.models.get(model).sha256
    this.#models.set(model, found)
    return found
  }
}

/** Everything that is known of a run, counted from what is committed. */
export function describeRun(db: Database, row: RunRow, origins = new Origins(db)): RunSummary {
  return isEvaluatedRow(row) ? describeEvaluated(db, row, origins) : describeImported(db, row, origins)
}

/** The same of all runs, of which there may be a thousand. */
export function describeRuns(db: Database): RunSummary[] {
  const origins = new Origins(db)
  return db.runs.all().map((row) => describeRun(db, row, origins))
}

export function describeEvaluated(db: Database, row: EvaluatedRow, origins = new Origins(db)): EvaluatedRun {
  const { settings, modelId, modelFile, modelWeights } = row
  const modelSha256 = origins.sha256(modelId)
  const summary = summarise(db, row, origins)
  return { ...settings, ...summary, modelFile, modelWeights, modelSha256 }
}

function describeImported(db: Database, row: Exclude<RunRow, EvaluatedRow>, origins: Origins): ImportedRun {
  return { ...row.settings, ...summarise(db, row, origins), modelFile: null, modelWeights: null, modelSha256: null }
}

/** What is told of every run. */
function summarise(db: Database, row: RunRow, origins: Origins) {
  const { evaluated, unanswered, top1Correct, top5Correct } = row
  const dataset = origins.dataset(row.datasetId)
  const damaged = db.predictions.damaged(row.id)
  const skippedBy = db.predictions.skipsByReason(row.id)
  return {
    run: row.id,
    sweep: row.sweep,
    name: row.name,
    status: actualStatus(db, row),
    error: row.error,
    model: row.modelName,
    dataset: dataset.name,
    datasetRoot: dataset.root,
    datasetFingerprint: row.datasetFingerprint,
    limit: row.limit,
    sample: row.sample === null ? null : db.samples.get(row.sample),
    images: {
      indexed: row.indexed,
      evaluated,
      unanswered,
      damaged,
      skipped: skippedBy.reduce((sum, { images }) => sum + images, 0),
      skippedBy,
    },
    top1Correct,
    top5Correct,
    ...withoutTop5(accuracies(row), row),
    ...row.measurements,
    warnings: [
      ...row.settings.warnings,
      ...row.measurements.warnings,
      ...ofNoAnswer(row),
      ...ofDamage(db, row, damaged),
      ...beyondLimit(row.settings.memoryLimit, row.measurements.peakRssBytes),
    ],
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    pinnedAt: row.pinnedAt,
    archivedAt: row.archivedAt,
    note: row.note,
    tags: row.tags,
  }
}

function ofNoAnswer({ unanswered, evaluated }: RunRow): string[] {
  if (unanswered === 0) return []
  return [
    `The network gave no answer for ${unanswered} of ${counted(evaluated, 'image')}: its scores are not all numbers (NaN). ` +
      'They count as wrong.',
  ]
}

function ofDamage(db: Database, { id, evaluated }: RunRow, damaged: number): string[] {
  if (damaged === 0) return []
  const [first] = db.skippedFiles.damaged(id, { after: '', count: 1 })
  const example = first ? `${first.path} for one (libjpeg-turbo: ${first.detail})` : ''
  return [
    `${damaged} of ${counted(evaluated, 'evaluated image')} ${damaged === 1 ? 'is' : 'are'} damaged, ${example}: what could ` +
      'not be read of them is filled in, as Pillow does.',
  ]
}

/**
 * A run whose process died still says `running`; without a live holder of its lock it is interrupted. One that waited then
 * waits on, for the next engine.
 */
export function actualStatus(db: Database, { id, status }: Pick<RunRow, 'id' | 'status'>): RunRow['status'] {
  return status === 'running' && !db.locks.held(runLock(id)) ? 'interrupted' : status
}
