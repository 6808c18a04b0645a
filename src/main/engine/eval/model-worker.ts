import { createHash } from 'node:crypto'
import { access, mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { loadModel, measure, probeModel, wrapModel, type LoadedModel, type ProbeModel } from '../model/index.ts'
import { Session } from '../runtime/index.ts'
import { serveTasks } from '../threads/index.ts'
import { noise } from './noise.ts'
import type { ModelTasks } from './model-tasks.ts'

/** To be raised whenever the wrapping changes, so that models wrapped by an older version are not taken for it. */
const WRAP_VERSION = 1

serveTasks<ModelTasks>({
  describe: async ({ file }) => (await loadModel(file)).description,

  measure: async ({ file, recipe, layout }) => {
    const model = await loadModel(file)
    const probe = probeModel(model, { recipe, layout: layout ?? model.description.layout })
    return { description: model.description, measurement: await runProbe(model, probe, recipe.crop) }
  },

  wrap: async ({ file, folder, options }) => {
    const model = await loadModel(file)
    const { sha256 } = model.description
    const { chunks, ...ports } = wrapModel(model, options)
    const key = createHash('sha256')
      .update(JSON.stringify([WRAP_VERSION, sha256, options]))
      .digest('hex')
    const target = path.join(folder, `${key}.onnx`)
    if (!(await exists(target))) await writeWhole(target, chunks)
    return { file: target, sha256, ...ports }
  },
})

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

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** A file under its final name is complete, whatever happens to the process that writes it. */
async function writeWhole(target: string, chunks: Iterable<Uint8Array>): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true })
  const partial = `${target}.${process.pid}.partial`
  await writeFile(partial, chunks)
  await rename(partial, target)
}
