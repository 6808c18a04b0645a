import { createHash } from 'node:crypto'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import {
  loadMeanImage,
  loadSource,
  measure,
  probeModel,
  wrapModel,
  type LoadedModel,
  type ProbeModel,
  type WrapOptions,
} from '../model/index.ts'
import { noise, Session } from '../runtime/index.ts'
import { serveTasks } from '../threads/index.ts'
import type { ModelTasks } from './model-tasks.ts'
import { placeWrapped } from './wrapped-models.ts'

/**
 * To be raised whenever the wrapping changes, or the conversion of Caffe networks, so that models wrapped by an older
 * version are not taken for it.
 */
const WRAP_VERSION = 4

serveTasks<ModelTasks>({
  describe: async ({ source, crop }) => (await loadSource(source, crop)).description,

  mean: ({ file }) => loadMeanImage(file),

  probe: async ({ source, recipe, layout }) => {
    const model = await loadSource(source, recipe.crop)
    const probe = probeModel(model, { recipe, layout: layout ?? model.description.layout })
    return { description: model.description, measurement: await runProbe(model, probe, recipe.crop) }
  },

  wrap: async ({ source, sha256, kept, target, options }) => {
    const model = await loadSource(source, options.recipe.crop)
    checkContent(model, sha256)
    const { chunks, ...ports } = wrapModel(model, options)
    const key = createHash('sha256').update(wrappingKey(sha256, options)).digest('hex')
    await placeWrapped(path.join(kept, `${key}.onnx`), chunks, target)
    return { file: target, ...ports }
  },
})

/** The same text for the same wrapping of the same model. */
function wrappingKey(sha256: string, { recipe: { meanPixels, ...recipe }, ...options }: WrapOptions): string {
  return JSON.stringify([WRAP_VERSION, sha256, { ...options, recipe: { ...recipe, meanPixels: meanPixels?.key } }])
}

async function runProbe(model: LoadedModel, probe: ProbeModel, side: number) {
  const { pixels, scores, shapes } = probe
  const ports = { pixels, outputs: { scores, shapes } }
  const session = await Session.create(Buffer.concat(probe.chunks), ports, side, { provider: 'cpu', threads: 1 })
  try {
    const results = await session.run(noise(probe.batch * side * side * 3), probe.batch)
    if (!(results.scores instanceof Float32Array && results.shapes instanceof Int32Array))
      throw new TypeError('the probe gave other types than it was built to give')
    return measure(model, probe, results.scores, results.shapes)
  } finally {
    await session.release()
  }
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
