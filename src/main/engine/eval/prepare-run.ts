import os from 'node:os'
import { messageOfAdvice, type Advice } from '../../../shared/advice.ts'
import type { Request } from '../../../shared/contract.ts'
import type { RunReference } from '../../../shared/contract/common.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { OutputKind } from '../../../shared/output-kind.ts'
import type { RunSettings } from '../../../shared/run.ts'
import { counted } from '../../../shared/text.ts'
import type { Database, DatasetRow, NewRun } from '../db/index.ts'
import { requireDataset } from '../indexing/index.ts'
import {
  absoluteSource,
  inModelProcess,
  locateModel,
  ownClassNames,
  saveModel,
  warnOfFreed,
  warnOfOutput,
  type ProbeCost,
} from '../library/index.ts'
import { rankedOutputs, warnOfUnheeded, type ModelSource, type ScoresVerdict } from '../model/index.ts'
import { resolveProvider } from '../runtime/index.ts'
import { checkBatch } from './check-batch.ts'
import { defaultOffset, warnOfClasses } from './default-offset.ts'
import { findEvaluated } from './describe-run.ts'
import { trialMemory } from './memory-limit.ts'
import { createRun, refuseTaken } from './run-name.ts'
import { settleSample } from './draw-sample.ts'
import { settleBatch } from './settle-batch.ts'
import { restrictTo, warnOfSubset } from './restrict-classes.ts'
import { checkOutputOrder, saidOfOrder } from './output-order.ts'
import { refuseNormalised } from './own-normalisation.ts'
import { recipeOrigin, settleRecipe } from './settle-recipe.ts'
import { checkPart, warnOfFirst } from './part-of-dataset.ts'
import { warnOfNames } from './warn-of-names.ts'
import { warnOfRecipe } from './warn-of-recipe.ts'

export const NOTHING_MEASURED = {
  speed: { pipeline: null, decode: null, session: null },
  placement: null,
  cropCache: null,
  wallSeconds: 0,
  peakRssBytes: null,
  warnings: [],
}

export type RunRequest = Omit<Request<'runs.start'>, 'asIndexed' | 'follow'>

/** A run that is to be made, and what it is called where nobody says so. */
export interface SettledRun {
  byDefault: string
  run: Omit<NewRun, 'name'>
  /** What its network takes, roughly. */
  cost: ProbeCost
}

/**
 * Settles a run, and makes it.
 * @returns the new run's id
 * @throws AcuityError as {@link settleRun}; `already-exists`
 */
export async function prepareRun(
  db: Database,
  environment: RunSettings['environment'],
  request: RunRequest,
  signal: AbortSignal,
): Promise<number> {
  if (request.name !== undefined) refuseTaken(db, request.name)
  const { byDefault, run } = await settleRun(db, environment, request, signal)
  return createRun(db, request.name, byDefault, run)
}

/**
 * Settles everything about a run before it begins, so that what is recorded is what will be done.
 * @param signal ends it, by throwing its reason
 * @throws AcuityError what is wrong with the dataset, the model, the recipe or the provider
 */
export async function settleRun(
  db: Database,
  environment: RunSettings['environment'],
  request: RunRequest,
  signal: AbortSignal,
): Promise<SettledRun> {
  const dataset = requireDataset(db, request.dataset)
  const classes = db.datasets.classCount(dataset.id)
  checkPart(request)
  const { outputOrder = null } = request
  if (outputOrder) checkOutputOrder(outputOrder, classes)
  const { source, sha256 } = await locate(db, request)
  const { modelSeconds, modelMemory = trialMemory(request.memoryLimit) } = request
  const conditions = { modelSeconds, modelMemory, signal }
  const settled = await settleRecipe(db, source, request, conditions)
  const { recipe } = settled
  const [{ provider, device }, { description, measurement }] = await Promise.all([
    resolveProvider(request.provider),
    inModelProcess(
      'probe',
      { source, recipe, layout: settled.layout, wanted: { output: request.output, classes } },
      conditions,
    ),
  ])
  if (sha256 !== null && sha256 !== description.sha256)
    throw new AcuityError(
      'model-invalid',
      `${source.file} is not the model any more that was added: put that one back, or add this one as well.`,
    )
  refuseNormalised(source.file, description, recipe)
  const model = saveModel(db, source, description)

  const sample =
    request.sample === undefined ? null : settleSample(db, dataset, { images: request.sample, seed: request.seed ?? 0 })
  const { output, outputReason, outputs, scores, params, macs } = measurement
  const network = { file: source.file, stated: description.batch, finding: measurement }
  const { batch, only, warnings: ofBatch } = settleBatch(network, request.batch, provider)
  const present = db.images.labelsPresent(dataset.id, dataset.generation)
  const restricted = request.restrictClasses ? restrictTo(present, classes) : null
  const classOffset = settled.classOffset ?? defaultOffset(outputs, classes)
  const warnings: Advice[] = [
    ...dataset.warnings,
    ...settled.warnings,
    ...warnOfRecipe(description, recipe),
    ...warnOfFreed(measurement, recipe.crop),
    ...warnOfOutput(measurement),
    ...warnOfUnheeded(description),
    ...ofBatch,
    ...(restricted ? [] : warnOfSubset(present, classes)),
    ...warnOfFirst(db, dataset, request.limit, present),
    ...(settled.classOffset === undefined ? warnOfClasses(outputs, ofDataset(db, dataset)) : []),
    ...(outputOrder
      ? [saidOfOrder(outputOrder)]
      : warnOfNames(await ownClassNames(source.file), db.datasets.classes(dataset.id), classOffset)),
  ]
  const settings: RunSettings = {
    imported: null,
    recipe,
    recipeOrigin: null,
    layout: settled.layout ?? description.layout,
    exportedAt: measurement.freed?.exportedAt ?? null,
    output,
    outputReason,
    ...settleScores(scores, settled.outputKind),
    outputs,
    classes,
    classOffset,
    labelOrder: dataset.labelOrder,
    outputOrder,
    restricted,
    params,
    macs,
    provider,
    device,
    batch,
    onlyBatch: only,
    threads: request.threads ?? os.availableParallelism(),
    cache: request.cache,
    memoryLimit: request.memoryLimit ?? null,
    environment,
    warnings,
  }
  settings.recipeOrigin = recipeOrigin(settled, settings)
  checkBatch(settings.batch, recipe.crop)
  // Refuses a class offset that leaves no class, before there is a run.
  rankedOutputs(source.file, { ...settings, restrictedTo: restricted?.classes ?? null })
  const among = restricted ? ` of ${counted(restricted.classes.length, 'class', 'classes')}` : ''
  const sampled = sample ? ` sample ${sample.images}` : ''
  const byDefault = `${model.name} ${recipe.fit === 'none' ? '' : `${recipe.resize}/`}${recipe.crop}${among}${sampled}`
  const run = {
    datasetId: dataset.id,
    generation: dataset.generation,
    datasetFingerprint: dataset.fingerprint,
    limit: request.limit ?? null,
    sample: sample?.id ?? null,
    modelId: model.id,
    modelName: model.name,
    modelFile: model.file,
    modelWeights: model.weights,
    indexed: sample?.images ?? Math.min(dataset.images, request.limit ?? dataset.images),
    settings,
    measurements: NOTHING_MEASURED,
  }
  return { byDefault, run, cost: measurement.cost }
}

/**
 * A new run with everything as the given one recorded it, on the dataset as it is now.
 * @throws AcuityError `dataset-invalid` where the dataset has changed since, `provider-unavailable`
 */
export async function repeatRun(
  db: Database,
  environment: RunSettings['environment'],
  reference: RunReference,
  name: string | undefined,
): Promise<number> {
  const row = findEvaluated(db, reference)
  const dataset = db.datasets.get(row.datasetId)
  // The first images in order of their paths are others where these have changed.
  if (db.images.differ(dataset.id, row.generation, dataset.generation, { byPath: row.limit !== null }))
    throw new AcuityError(
      'dataset-invalid',
      `${dataset.name} has changed since run ${row.id}: it cannot be run again on the same images.`,
    )
  const sample = row.sample === null ? null : settleSample(db, dataset, db.samples.get(row.sample))
  // Earlier versions recorded a warning and its remedy as one text.
  const before = row.settings.warnings.map(messageOfAdvice)
  const isKnown = (warning: Advice) => before.some((said) => said.startsWith(messageOfAdvice(warning)))
  const since = dataset.warnings.filter((warning) => !isKnown(warning))
  return createRun(db, name, row.name, {
    ...row,
    generation: dataset.generation,
    datasetFingerprint: dataset.fingerprint,
    sample: sample?.id ?? null,
    indexed: sample?.images ?? Math.min(dataset.images, row.limit ?? dataset.images),
    settings: {
      ...row.settings,
      ...(await resolveProvider(row.settings.provider)),
      environment,
      warnings: [...row.settings.warnings, ...since],
    },
    measurements: NOTHING_MEASURED,
  })
}

async function locate(
  db: Database,
  { model, weights }: Pick<Request<'runs.start'>, 'model' | 'weights'>,
): Promise<{ source: ModelSource; sha256: string | null }> {
  if (typeof model === 'number') return locateModel(db, model)
  return { source: absoluteSource({ file: model, weights: weights ?? null }), sha256: null }
}

const ofDataset = (db: Database, { id, root, classesFile }: DatasetRow) => ({
  root,
  classesFile,
  classes: db.datasets.classes(id),
})

type ScoresSettings = Pick<RunSettings, 'outputKind' | 'outputKindReason' | 'outputScale'>

/** What was detected, unless a person says otherwise. */
function settleScores({ outputKind, reason, scale }: ScoresVerdict, stated: OutputKind | undefined): ScoresSettings {
  const outputScale = (stated ?? outputKind) === outputKind ? scale : 1
  if (stated === undefined) return { outputKind, outputKindReason: reason, outputScale }
  return { outputKind: stated, outputKindReason: 'as stated', outputScale }
}
