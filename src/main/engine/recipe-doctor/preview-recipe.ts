import path from 'node:path'
import type { Request } from '../../../shared/contract.ts'
import { PREVIEWED, type RecipePreview } from '../../../shared/recipe-preview.ts'
import { openPart, type NewRun } from '../db/index.ts'
import { findEvaluated, settleRun } from '../eval/index.ts'
import { withPassingFolder } from '../processes/index.ts'
import { resultRows } from '../results/index.ts'
import type { EngineContext } from '../wing.ts'
import { evaluateApart } from './evaluate-apart.ts'

/** As many as eight images give something to do. */
const THREADS = 2

/**
 * What a run would begin with: its recipe and warnings, and how the first images are answered.
 * @param isAlone whether images may be evaluated: beside a run they would make its speed a lie
 * @throws AcuityError as {@link settleRun}; why the images cannot be evaluated; the signal's reason
 */
export async function previewRecipe(
  context: EngineContext,
  request: Request<'recipes.preview'>,
  { signal, isAlone }: { signal: AbortSignal; isAlone: () => boolean },
): Promise<RecipePreview> {
  const { db, environment } = context
  const { run } = await settleRun(db, environment(), { ...request, cache: false }, signal)
  const { recipe, warnings } = run.settings
  return { recipe, warnings, images: isAlone() ? await predictFirst(context, run, signal) : null }
}

async function predictFirst(
  { db, caches, resources }: EngineContext,
  { settings, ...run }: Omit<NewRun, 'name'>,
  signal: AbortSignal,
): Promise<RecipePreview['images']> {
  const { datasetId, generation, modelId } = run
  const set = { datasetId, generation, limit: PREVIEWED, sample: null }
  // No run has the id 0: all images are left to it.
  const images = db.images.pending(set, 0, '', db.images.lastPath(set), PREVIEWED).map(({ id }) => id)
  const few = { ...run, limit: null, sample: null, indexed: images.length }
  const threads = Math.min(settings.threads, THREADS)
  return withPassingFolder(caches.scratch, 'preview', async (folder) => {
    const part = openPart(path.join(folder, 'part.db'), db.file, {
      dataset: datasetId,
      sample: null,
      model: modelId,
      images,
    })
    try {
      const [ended] = await evaluateApart(part, [{ ...few, settings: { ...settings, threads } }], {
        ...{ caches, resources, signal },
        onProgress: () => undefined,
      })
      if (!ended) throw new Error('the recipe was not evaluated')
      if (ended.failure) throw ended.failure.cause
      const classes = part.datasets.classes(datasetId)
      return resultRows(part, findEvaluated(part, ended.id), images).flatMap(({ label: index, predicted, ...row }) => {
        const label = classes[index]
        return label ? [{ ...row, label, predicted: predicted === null ? null : (classes[predicted] ?? null) }] : []
      })
    } finally {
      part.close()
    }
  })
}
