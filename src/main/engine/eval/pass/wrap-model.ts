import { existsSync } from 'node:fs'
import type { Database } from '../../db/index.ts'
import { inModelProcess, meanPixels, requireModelFiles, type WrappedFile } from '../../library/index.ts'
import { inputRecipe } from '../../model/index.ts'
import type { RunAtHand } from './pass-run.ts'

interface WrapContext {
  db: Database
  /** Folder of wrapped models. */
  models: string
  /** The file to be made. */
  target: string
}

/**
 * Makes of a run's model the file that its sessions load: preprocessing before it, the best classes behind it.
 * @throws AcuityError what is wrong with the model, or gone of it; the signal's reason where the run is told to end
 */
export async function wrapModel(
  { run, signal }: Pick<RunAtHand, 'run' | 'signal'>,
  { db, models, target }: WrapContext,
): Promise<WrappedFile> {
  const { modelFile, modelWeights, settings } = run
  const { file, weights, sha256 } = db.models.get(run.modelId)
  // The same content may have been seen under another name since, and either may be gone.
  const there = [modelFile, modelWeights].every((each) => each === null || existsSync(each))
  const source = there ? { file: modelFile, weights: modelWeights } : { file, weights }
  await requireModelFiles(run.modelName, source)
  const { layout, output, outputKind, outputScale, classOffset, classes, outputs, onlyBatch, restricted, outputOrder } =
    settings
  const recipe = inputRecipe(settings.recipe, meanPixels(db, settings.recipe))
  const restrictedTo = restricted?.classes ?? null
  const order = outputOrder?.classes ?? null
  const scores = { outputKind, outputScale, classOffset, classes, outputs, restrictedTo, order }
  const options = { recipe, layout, ...scores, batch: onlyBatch ?? ('dynamic' as const) }
  const task = { source, sha256, output, kept: models, target, options }
  // It has passed its trial, under whatever limit that was.
  return inModelProcess('wrap', task, { modelMemory: Infinity, signal })
}
