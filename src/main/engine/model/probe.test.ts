import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadModel, probeModel } from './index.ts'
import { probeOnce } from './testing/run-models.ts'
import {
  buildModel,
  type ClassifierOptions,
  classifierParts,
  modelFolder,
  type ModelParts,
  noise,
} from './testing/tiny-models.ts'

const CROP = 8
const recipe = {
  crop: CROP,
  channels: 'RGB' as const,
  mean: [127.5, 127.5, 127.5] as [number, number, number],
  std: [127.5, 127.5, 127.5] as [number, number, number],
  scale: 1,
}

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

async function probe(parts: ModelParts) {
  const model = await loadModel(await files.write('model.onnx', buildModel(parts)))
  return (await probeOnce(model, recipe)).measurement
}

/** Multiply-adds of the tiny classifier: a 3×3 convolution to 4 channels, and the last layer. */
const TINY = CROP * CROP * 4 * 27 + 4 * 12

/** The classifier with more nodes after its 12 scores. */
function extended(nodes: ModelParts['nodes'], initializers: NonNullable<ModelParts['initializers']> = []): ModelParts {
  const parts = classifierParts({ output: 'scores' })
  parts.nodes.push(...nodes)
  parts.initializers?.push(...initializers)
  return { ...parts, outputs: [['out', 'float32']] }
}

describe('multiply-adds for one image', () => {
  it.each<ClassifierOptions>([
    {},
    { layout: 'NHWC' },
    { map: true },
    { elemType: 'float16' },
    { batch: 3 },
    { opset: 8 },
  ])('%j', async (options) => {
    expect(await probe(classifierParts(options))).toEqual({ outputs: 12, macs: TINY })
  })

  it('of matrix products, with weights and between activations', async () => {
    const reshape = { name: 'shape', dataType: 'int64', dims: [3], data: BigInt64Array.of(-1n, 3n, 4n) } as const
    const weight = { name: 'w', dataType: 'float32', dims: [4, 5], data: noise(20) } as const
    const parts = extended(
      [
        { opType: 'Reshape', inputs: ['scores', 'shape'], outputs: ['a'] },
        { opType: 'Transpose', inputs: ['a'], outputs: ['at'], attributes: { perm: [0, 2, 1] } },
        { opType: 'MatMul', inputs: ['a', 'at'], outputs: ['b'] },
        { opType: 'MatMul', inputs: ['b', 'a'], outputs: ['c'] },
        { opType: 'MatMul', inputs: ['c', 'w'], outputs: ['d'] },
        { opType: 'Flatten', inputs: ['d'], outputs: ['out'] },
      ],
      [reshape, weight],
    )
    expect(await probe(parts)).toEqual({
      outputs: 15,
      macs: TINY + 3 * 3 * 4 + 3 * 4 * 3 + 3 * 5 * 4,
    })
  })

  it('of grouped and transposed convolutions, and of a transposed Gemm', async () => {
    const shape = { name: 'shape', dataType: 'int64', dims: [4], data: BigInt64Array.of(0n, 4n, 1n, 3n) } as const
    const grouped = { name: 'g', dataType: 'float32', dims: [8, 2, 1, 3], data: noise(48) } as const
    const spread = { name: 's', dataType: 'float32', dims: [8, 5, 2, 2], data: noise(160) } as const
    const last = { name: 'l', dataType: 'float32', dims: [7, 20], data: noise(140) } as const
    const parts = extended(
      [
        { opType: 'Reshape', inputs: ['scores', 'shape'], outputs: ['a'] },
        { opType: 'Conv', inputs: ['a', 'g'], outputs: ['b'], attributes: { group: 2 } },
        { opType: 'ConvTranspose', inputs: ['b', 's'], outputs: ['c'] },
        { opType: 'Flatten', inputs: ['c'], outputs: ['d'] },
        { opType: 'Gemm', inputs: ['d', 'l'], outputs: ['out'], attributes: { transB: 1 } },
      ],
      [shape, grouped, spread, last],
    )
    const macs = TINY + 8 * (2 * 3) + 8 * (5 * 4) + 7 * 20
    expect(await probe(parts)).toEqual({ outputs: 7, macs })
  })

  it('are not claimed where an operator hides them', async () => {
    const parts = extended([{ opType: 'Einsum', inputs: ['scores'], outputs: ['out'], attributes: {} }])
    const model = await loadModel(await files.write('opaque.onnx', buildModel(parts)))
    expect(probeModel(model, { recipe, layout: 'NCHW' }).products).toBeNull()
  })

  it('leave out what only a dropped output needs', async () => {
    const parts = classifierParts()
    parts.nodes.push({ opType: 'MatMul', inputs: ['out', 'w'], outputs: ['aux'] })
    parts.initializers?.push({ name: 'w', dataType: 'float32', dims: [12, 50], data: noise(600) })
    parts.outputs.push(['aux', 'float32', ['N', 50]])
    expect((await probe(parts)).macs).toBe(TINY)
  })
})

it('an output that is not one score per class is refused', async () => {
  const parts = extended([{ opType: 'Identity', inputs: ['t1'], outputs: ['out'] }])
  await expect(probe(parts)).rejects.toMatchObject({
    code: 'model-invalid',
    message: expect.stringContaining('[1, 4, 8, 8]') as string,
  })
})
