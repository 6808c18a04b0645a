import { Buffer } from 'node:buffer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { resolveRecipe } from '../../../shared/presets.ts'
import { loadModel, wrapModel } from './index.ts'
import { DataType } from './onnx/proto.ts'
import { encodeTensor, type TensorParts } from './onnx/write.ts'
import { otherType, toSingle } from './single.ts'
import { floats, normalise, probeOnce, rankScores, run, runWrapped, somePixels } from './testing/run-models.ts'
import { buildClassifier, buildModel, classifierParts, type ModelParts, modelFolder } from './testing/tiny-models.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const recipe = resolveRecipe('torchvision', { resize: 8, crop: 8 })
const pixels = somePixels(3 * 8 * 8 * 3)
const double = (values: Iterable<number>, dims: number[]): TensorParts => ({
  dataType: 'float64',
  dims,
  data: Float64Array.from(values),
})
const asDouble = (tensor: TensorParts): TensorParts =>
  tensor.dataType === 'float32' ? { ...tensor, ...double(tensor.data as Float32Array, [...tensor.dims]) } : tensor

/** The classifier with all its numbers in float64, and more nodes between its scores and its output. */
function inDouble(nodes: ModelParts['nodes'], initializers: TensorParts[] = []): ModelParts {
  const parts = classifierParts({ output: 'scores' })
  return {
    ...parts,
    nodes: [...parts.nodes, ...nodes],
    initializers: [...(parts.initializers ?? []).map(asDouble), ...initializers],
    inputs: [['image', 'float64', ['N', 3, 8, 8]]],
    outputs: [['out', 'float64', ['N', 12]]],
  }
}

const node = (opType: string, inputs: string[], output: string, attributes = {}): ModelParts['nodes'][number] => ({
  opType,
  inputs,
  outputs: [output],
  attributes,
})

it('a network in float64 answers as the same one in float32', async () => {
  const model = await loadModel(
    await files.write('double.onnx', buildModel(inDouble([node('Identity', ['scores'], 'out')]))),
  )
  expect(model.description).toMatchObject({ elemType: 'float64', params: 108 + 48 + 12 })
  const mapping = { outputs: 12, outputKind: 'logits', classes: 12, classOffset: 0 } as const
  const got = await runWrapped(wrapModel(model, { recipe, layout: 'NCHW', batch: 'dynamic', ...mapping }), pixels, 3, 8)
  const scores = floats(await run(buildClassifier(), { image: normalise(pixels, 3, recipe, 'NCHW') }), 'out')
  const expected = rankScores(scores, 3, mapping)
  expect(got.classes).toEqual(expected.classes)
  got.probabilities.flat().forEach((p, i) => expect(p).toBeCloseTo(expected.probabilities.flat()[i] ?? NaN, 6))
})

it('a network in bfloat16 answers as one in float32 with numbers that bfloat16 holds', async () => {
  // Of a float32 it holds the upper half.
  const held = (values: TensorParts['data']) =>
    Uint32Array.from(new Uint32Array(values.buffer), (bits) => bits & 0xffff0000)
  const parts = classifierParts()
  const withWeights = (convert: (tensor: TensorParts) => Partial<TensorParts>) => ({
    ...parts,
    initializers: (parts.initializers ?? []).map((tensor) => ({ ...tensor, ...convert(tensor) })),
  })
  const bfloat: ModelParts = {
    ...withWeights(({ data }) => ({ dataType: 'bfloat16', data: Uint16Array.from(held(data), (bits) => bits >>> 16) })),
    inputs: [['image', 'bfloat16', ['N', 3, 8, 8]]],
    outputs: [['out', 'bfloat16', ['N', 12]]],
  }
  const plain = withWeights(({ data }) => ({ data: new Float32Array(held(data).buffer) }))
  const model = await loadModel(await files.write('bfloat.onnx', buildModel(bfloat)))
  const same = await loadModel(await files.write('held.onnx', buildModel(plain)))
  expect(otherType(model)).toBe('bfloat16')
  expect((await probeOnce(model, recipe)).scores).toEqual((await probeOnce(same, recipe)).scores)
})

it('wherever float64 comes from, and what is beyond float32 stays a number', async () => {
  const nodes = [
    node('Constant', [], 'shift', { value: encodeTensor(double([1e3, ...Array<number>(11).fill(-2)], [12])) }),
    node('ConstantOfShape', ['twelve'], 'twos', { value: encodeTensor(double([2], [1])) }),
    node('Cast', ['halves'], 'half', { to: DataType.float64 }),
    node('Mul', ['scores', 'twos'], 'a'),
    node('Mul', ['a', 'half'], 'b'),
    node('Add', ['b', 'shift'], 'c'),
    node('Min', ['c', 'most'], 'out'),
  ]
  const initializers: TensorParts[] = [
    { name: 'twelve', dataType: 'int64', dims: [1], data: BigInt64Array.of(12n) },
    { name: 'halves', dataType: 'float32', dims: [1], data: Float32Array.of(0.5) },
    { name: 'most', ...double([Number.MAX_VALUE], [1]) },
  ]
  const model = await loadModel(await files.write('sources.onnx', buildModel(inDouble(nodes, initializers))))
  const plain = await loadModel(await files.write('plain.onnx', buildClassifier()))
  const [{ scores }, own] = [await probeOnce(model, recipe), await probeOnce(plain, recipe)]
  scores.forEach((score, i) => expect(score).toBeCloseTo((own.scores[i] ?? NaN) + (i === 0 ? 1e3 : -2), 3))
  const most = toSingle(model).external.tensors.get('most')
  expect(Buffer.from(most ?? []).readFloatLE()).toBe((2 - 2 ** -23) * 2 ** 127)
})

it('what only passes through float64 is left as it is', async () => {
  const model = await loadModel(await files.write('ends.onnx', buildClassifier({ elemType: 'float64' })))
  expect(otherType(model)).toBeNull()
  expect(toSingle(model)).toBe(model)
})
