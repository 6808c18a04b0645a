import { Buffer } from 'node:buffer'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadModel, wrapModel, type LoadedModel } from '../index.ts'
import { DataType, GraphField, TensorField } from '../onnx/proto.ts'
import { encodeTensor, encodeTensorFields, wrapField } from '../onnx/write.ts'
import { runWrapped, somePixels } from '../testing/run-models.ts'
import {
  buildClassifier,
  buildModel,
  classifierParts,
  modelFolder,
  noise,
  type ModelParts,
} from '../testing/tiny-models.ts'
import { toHalf } from './convert.ts'

const CROP = 8
const IMAGES = 6

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const load = async (content: Uint8Array) => loadModel(await files.write('model.onnx', content))

async function answers(model: LoadedModel, precision?: 'fp16') {
  const { layout, outputs, outputKind } = model.description
  const wrapped = wrapModel(model, {
    recipe: { crop: CROP, channels: 'BGR', mean: [104, 117, 123], std: [60, 60, 60], scale: 1 },
    layout,
    precision,
    batch: 'dynamic',
    classOffset: 0,
    classes: outputs ?? 0,
    outputs: outputs ?? 0,
    outputKind: outputKind ?? 'logits',
  })
  return runWrapped(wrapped, somePixels(IMAGES * CROP * CROP * 3), IMAGES, CROP)
}

/** Checks that a model gives in float16 what it gives in float32, all but the rounding. */
async function check(content: Uint8Array): Promise<void> {
  const model = await load(content)
  const [full, half] = [await answers(model), await answers(model, 'fp16')]
  expect(half.classes.map(([best]) => best)).toEqual(full.classes.map(([best]) => best))
  const expected = full.probabilities.flat()
  half.probabilities.flat().forEach((p, i) => expect(p).toBeCloseTo(expected[i] ?? NaN, 2))
  expect(half.probabilities).not.toEqual(full.probabilities)
}

/** A network that is given pixels as they are, scaled for its scores to stay small. */
const ofBytes = (elemType: 'uint8' | 'int32') => {
  const parts = classifierParts({ elemType, output: 's' })
  parts.nodes.push({ opType: 'Mul', inputs: ['s', 'small'], outputs: ['out'] })
  parts.initializers?.push({ name: 'small', dataType: 'float32', dims: [1], data: Float32Array.of(1 / 64) })
  return buildModel({ ...parts, outputs: [['out', 'float32', ['N', 12]]] })
}

/** The tiny classifier with more nodes before its scores, which are called `s` before they go through them. */
function extended(nodes: ModelParts['nodes'], more: Partial<ModelParts> = {}): Buffer {
  const parts = classifierParts({ output: 's', ...(more.opset === undefined ? {} : { opset: more.opset }) })
  return buildModel({
    ...parts,
    ...more,
    nodes: [...parts.nodes, ...nodes],
    initializers: [...(parts.initializers ?? []), ...(more.initializers ?? [])],
    outputs: [['out', 'float32', ['N', 12]]],
  })
}

const refusal = async (content: Uint8Array) => {
  const model = await load(content)
  let message = ''
  try {
    toHalf(model)
  } catch (error) {
    message = String(error)
  }
  return message
}

describe('a network in float16 answers as it does in float32', () => {
  it.each([7, 9, 11, 12, 13, 17, 21, 24])('opset %i', (opset) => check(buildClassifier({ opset })))
  it('channels last', () => check(buildClassifier({ layout: 'NHWC' })))
  it('probabilities', () => check(buildClassifier({ softmax: true })))
  it('pixels as they are', () => check(ofBytes('uint8')))

  it('numbers that are kept one by one', async () => {
    const { initializers = [], ...parts } = classifierParts()
    const encoded = initializers.flatMap((tensor) => {
      const fields = new BinaryWriter()
      for (const value of tensor.data) fields.tag(TensorField.floatData, WireType.Bit32).float(Number(value))
      return wrapField(GraphField.initializer, [encodeTensorFields(tensor), fields.finish()])
    })
    await check(buildModel({ ...parts, encoded }))
  })

  it.each(['c', 'co', 'con', 'cons'])('a constant that begins anywhere in the file (%s)', async (name) => {
    const value = encodeTensor({ dataType: 'float32', dims: [12], data: noise(12, 11) })
    await check(
      extended([
        { opType: 'Constant', inputs: [], outputs: [name], attributes: { value } },
        { opType: 'Add', inputs: ['s', name], outputs: ['out'] },
      ]),
    )
  })

  it('constants, sizes and types that nodes state', async () => {
    const scale = noise(12).map((x) => 1 + x / 4)
    const value = encodeTensor({ dataType: 'float32', dims: [12], data: scale })
    await check(
      extended([
        { opType: 'Constant', inputs: [], outputs: ['scale'], attributes: { value } },
        { opType: 'Constant', inputs: [], outputs: ['one'], attributes: { value_float: { float: 1.5 } } },
        { opType: 'Shape', inputs: ['s'], outputs: ['shape'] },
        { opType: 'ConstantOfShape', inputs: ['shape'], outputs: ['zeros'] },
        { opType: 'Cast', inputs: ['s'], outputs: ['float'], attributes: { to: DataType.float32 } },
        { opType: 'Mul', inputs: ['float', 'scale'], outputs: ['scaled'] },
        { opType: 'Mul', inputs: ['scaled', 'one'], outputs: ['more'] },
        { opType: 'Add', inputs: ['more', 'zeros'], outputs: ['sum'] },
        { opType: 'Greater', inputs: ['sum', 'zeros'], outputs: ['positive'] },
        { opType: 'Where', inputs: ['positive', 'sum', 'scaled'], outputs: ['out'] },
      ]),
    )
  })

  it('Clip in float32 where ONNX Runtime has no other', () =>
    check(
      extended(
        [
          {
            opType: 'Clip',
            inputs: ['s'],
            outputs: ['out'],
            attributes: { min: { float: -0.5 }, max: { float: 0.5 } },
          },
        ],
        {
          opset: 10,
        },
      ),
    ))

  it('Resize, whose scales stay float32', () =>
    check(
      extended(
        [
          { opType: 'Unsqueeze', inputs: ['s', 'axis'], outputs: ['row'] },
          { opType: 'Resize', inputs: ['row', '', 'scales'], outputs: ['wide'] },
          { opType: 'ReduceMean', inputs: ['wide'], outputs: ['out'], attributes: { axes: [2], keepdims: 0 } },
        ],
        {
          initializers: [
            { name: 'axis', dataType: 'int64', dims: [1], data: BigInt64Array.of(2n) },
            { name: 'scales', dataType: 'float32', dims: [3], data: Float32Array.of(1, 1, 2) },
          ],
        },
      ),
    ))
})

describe('what cannot be proven to convert is refused by name', () => {
  it('weights beyond float16', async () => {
    const huge = { name: 'huge', dataType: 'float32', dims: [1], data: Float32Array.of(70_000) } as const
    const content = extended([{ opType: 'Div', inputs: ['s', 'huge'], outputs: ['out'] }], { initializers: [huge] })
    expect(await refusal(content)).toMatch(/the tensor "huge" holds 70000, and float16 ends at 65504/)
  })

  it.each([
    [
      'an operator that is not known',
      [{ opType: 'Mean', inputs: ['s'], outputs: ['out'] }],
      /node "n\d+" \(Mean\) is not known/,
    ],
    [
      'an operator of another domain',
      [{ opType: 'Gelu', domain: 'com.microsoft', inputs: ['s'], outputs: ['out'] }],
      /\(com\.microsoft\.Gelu\) is not known/,
    ],
    [
      'whole numbers that become floats',
      [
        { opType: 'Shape', inputs: ['s'], outputs: ['shape'] },
        { opType: 'Cast', inputs: ['shape'], outputs: ['sizes'], attributes: { to: DataType.float32 } },
        { opType: 'ReduceSum', inputs: ['sizes'], outputs: ['size'] },
        { opType: 'Add', inputs: ['s', 'size'], outputs: ['out'] },
      ],
      /\(Cast\) turns int64 into float32/,
    ],
    [
      'a computation in float64',
      [
        { opType: 'Cast', inputs: ['s'], outputs: ['double'], attributes: { to: DataType.float64 } },
        { opType: 'Neg', inputs: ['double'], outputs: ['negative'] },
        { opType: 'Cast', inputs: ['negative'], outputs: ['out'], attributes: { to: DataType.float32 } },
      ],
      /\(Neg\) computes in float64/,
    ],
    [
      'scales that are computed',
      [
        { opType: 'ReduceMean', inputs: ['s'], outputs: ['scales'], attributes: { keepdims: 0 } },
        { opType: 'Resize', inputs: ['s', '', 'scales'], outputs: ['out'] },
      ],
      /\(Resize\) takes "scales", which must stay float32/,
    ],
  ] satisfies [string, ModelParts['nodes'], RegExp][])('%s', async (_, nodes, message) => {
    expect(await refusal(extended(nodes))).toMatch(message)
  })

  it('pixels in a type of which float16 need not hold all', async () => {
    expect(await refusal(ofBytes('int32'))).toMatch(/\(Cast\) turns int32 into float32/)
  })
})
