import { createHash } from 'node:crypto'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { loadMeanImage, loadSource, wrapModel, type LoadedModel, type WrapOptions } from '../model/index.ts'
import { serveTasks } from '../threads/index.ts'
import { differ } from './differ.ts'
import { fitSize } from './fit-size.ts'
import type { ModelTasks } from './model-tasks.ts'
import { probeNetwork } from './probe-network.ts'
import { placeWrapped } from './wrapped-models.ts'

/**
 * To be raised whenever the wrapping changes, or the conversion of Caffe networks, so that models wrapped by an older
 * version are not taken for it.
 */
const WRAP_VERSION = 5

serveTasks<ModelTasks>({
  describe: async ({ source, crop }) => (await loadSource(source, crop)).description,

  mean: ({ file }) => loadMeanImage(file),

  probe: async ({ source, recipe, layout, wanted }) => {
    const model = await loadSource(source, recipe.crop)
    return { description: model.description, measurement: await probeNetwork(model, { recipe, layout }, wanted) }
  },

  differ: ({ file, checks }) => differ(file, checks),

  wrap: async ({ source, sha256, output, kept, target, options }) => {
    const model = await loadSource(source, options.recipe.crop)
    checkContent(model, sha256)
    const { model: fitted } = await fitSize(model.take(output), { ...options, crop: options.recipe.crop })
    const { chunks, ...ports } = wrapModel(fitted, options)
    const key = createHash('sha256')
      .update(wrappingKey(sha256, output, options))
      .digest('hex')
    await placeWrapped(path.join(kept, `${key}.onnx`), chunks, target)
    return { file: target, ...ports }
  },
})

/** The same text for the same wrapping of the same model. */
function wrappingKey(
  sha256: string,
  output: string,
  { recipe: { meanPixels, ...recipe }, ...options }: WrapOptions,
): string {
  return JSON.stringify([
    WRAP_VERSION,
    sha256,
    output,
    { ...options, recipe: { ...recipe, meanPixels: meanPixels?.key } },
  ])
}

function checkContent({ file, description }: LoadedModel, sha256: string): void {
  if (description.sha256 === sha256) return
  const [now, then] = [description.sha256, sha256].map((sum) => `${sum.slice(0, 12)}…`)
  throw new AcuityError(
    'model-invalid',
    `${file} is not the model that the run was made with (SHA-256 ${now}, then ${then}): put that one back, or evaluate ` +
      'the new one as a run of its own.',
  )
}
