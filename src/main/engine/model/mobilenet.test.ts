import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sharedData } from '../../../testing/shared-data.ts'
import { loadModel, wrapModel } from './index.ts'
import { floats, ints, normalise, pixelTensor, probeOnce, rankScores, somePixels } from './testing/run-models.ts'
import { modelFolder } from './testing/tiny-models.ts'

const models = [
  { name: 'mobilenet_v1_0.25_128', crop: 128, published: { macs: 14, params: 0.47 } },
  { name: 'mobilenet_v1_0.5_160', crop: 160, published: { macs: 77, params: 1.34 } },
]
const fileOf = (name: string) => path.join(sharedData, 'models', `${name}.onnx`)
const missing = models.some(({ name }) => !existsSync(fileOf(name)))

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

describe.skipIf(missing)(`MobileNets from ${sharedData}${missing ? ' (skipped: not there)' : ''}`, () => {
  it.each(models)('$name: wrapped and plain agree', async ({ name, crop }) => {
    const model = await loadModel(fileOf(name))
    const recipe = {
      crop,
      channels: 'RGB' as const,
      mean: [127.5, 127.5, 127.5] as [number, number, number],
      std: [127.5, 127.5, 127.5] as [number, number, number],
      scale: 1,
    }
    const mapping = { outputs: 1001, outputKind: 'probabilities', classes: 1000, classOffset: -1 } as const
    const wrapped = wrapModel(model, { recipe, layout: 'NCHW', batch: 'dynamic', ...mapping })
    const file = path.join(files.folder, `${name}.wrapped.onnx`)
    await writeFile(file, wrapped.chunks)

    const images = 4
    const pixels = somePixels(images * crop * crop * 3)
    const session = await InferenceSession.create(file, { graphOptimizationLevel: 'all' })
    const values = await session.run({ [wrapped.pixels]: pixelTensor(pixels, images, crop) })
    await session.release()
    const plain = await InferenceSession.create(fileOf(name), { graphOptimizationLevel: 'all' })
    const scores = await plain.run({ input: normalise(pixels, images, recipe, 'NCHW') })
    await plain.release()

    const expected = rankScores(floats(scores, 'probs'), images, mapping)
    expect([...ints(values, wrapped.topClasses)]).toEqual(expected.classes.flat())
    const probabilities = expected.probabilities.flat()
    floats(values, wrapped.topProbabilities).forEach((p, i) =>
      expect(Math.abs(p - (probabilities[i] ?? NaN))).toBeLessThan(1e-6),
    )
  })

  it.each(models)('$name: multiply-adds and parameters as published', async ({ name, crop, published }) => {
    const model = await loadModel(fileOf(name))
    expect(model.description.params / 1e6).toBeCloseTo(published.params, 1)
    const { measurement: measured } = await probeOnce(
      model,
      { crop, channels: 'RGB', mean: [0, 0, 0], std: [1, 1, 1], scale: 1 },
      'NCHW',
    )
    expect(measured.outputs).toBe(1001)
    expect(Math.round((measured.macs ?? 0) / 1e6)).toBe(published.macs)
  })
})
