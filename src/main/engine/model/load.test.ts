import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { truncate } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ModelDescription } from '../../../shared/model.ts'
import { loadModel } from './index.ts'
import { GraphField } from './onnx/proto.ts'
import { encodeValueInfo, wrapField } from './onnx/write.ts'
import {
  buildClassifier,
  buildModel,
  type ClassifierOptions,
  classifierParts,
  modelFolder,
  type ModelParts,
  noise,
} from './testing/tiny-models.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const load = async (content: Uint8Array | string) => loadModel(await files.write('model.onnx', content))
const describeModel = async (content: Uint8Array) => (await load(content)).description

describe('a model describes itself', () => {
  it('in full', async () => {
    const content = buildClassifier({ side: 224, softmax: true, outputs: 1001 })
    const description = await describeModel(content)
    expect(ModelDescription.parse(description)).toEqual({
      inputName: 'image',
      outputName: 'out',
      scoresOutputs: [{ name: 'out', outputs: 1001 }],
      elemType: 'float32',
      layout: 'NCHW',
      layoutDetected: true,
      height: 224,
      width: 224,
      batch: null,
      outputs: 1001,
      outputKind: 'probabilities',
      params: 4 * 3 * 9 + 4 * 1001 + 1001,
      opset: 13,
      irVersion: 8,
      producer: 'tiny',
      bytes: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
      normalisation: null,
      caffe: null,
    })
  })

  it('the largest batch and image that fit', async () => {
    const description = await describeModel(buildClassifier({ batch: 4096, side: 4096 }))
    expect(description).toMatchObject({ batch: 4096, height: 4096, width: 4096 })
  })

  it('its layout', async () => {
    expect(await describeModel(buildClassifier({ layout: 'NHWC', side: 32, batch: 4 }))).toMatchObject({
      layout: 'NHWC',
      layoutDetected: true,
      height: 32,
      batch: 4,
    })
  })

  /** The classifier behind more nodes, with an input of which the file tells nothing but its rank, or not even that. */
  const behind = (
    nodes: ModelParts['nodes'],
    options: ClassifierOptions = {},
    dims: string[] | null = ['a', 'b', 'c', 'd'],
  ) => {
    const parts = classifierParts({ ...options, input: 'x' })
    return buildModel({
      ...parts,
      nodes: [...nodes, ...parts.nodes],
      inputs: [dims ? ['image', 'float32', dims] : ['image', 'float32']],
      initializers: [...(parts.initializers ?? []), { name: 'mean', dataType: 'float32', dims: [3], data: noise(3) }],
    })
  }
  const through = (opType: string, attributes = {}) => [{ opType, inputs: ['image'], outputs: ['x'], attributes }]

  it.each<[string, Uint8Array, object]>([
    ['a convolution', behind(through('Identity')), { layout: 'NCHW', layoutDetected: true }],
    ['a side of 3', buildClassifier({ side: 3 }), { layout: 'NCHW', layoutDetected: true }],
    ['behind a Transpose', behind(through('Identity'), { layout: 'NHWC' }), { layout: 'NHWC', layoutDetected: true }],
    [
      'behind a Transpose there and back',
      behind(
        [
          { opType: 'Transpose', inputs: ['image'], outputs: ['t'], attributes: { perm: [0, 2, 3, 1] } },
          { opType: 'Identity', inputs: ['t'], outputs: ['x'] },
        ],
        { layout: 'NHWC' },
      ),
      { layout: 'NCHW', layoutDetected: true },
    ],
    [
      'numbers for each channel',
      behind(
        [
          { opType: 'Sub', inputs: ['image', 'mean'], outputs: ['s'] },
          { opType: 'Relu', inputs: ['s'], outputs: ['x'] },
        ],
        { layout: 'NHWC' },
      ),
      { layout: 'NHWC', layoutDetected: true },
    ],
    ['nothing', behind(through('Relu'), { layout: 'NHWC' }), { layout: 'NCHW', layoutDetected: false }],
    ['no shape at all', behind(through('Identity'), { layout: 'NHWC' }, null), { layout: 'NHWC', height: null }],
  ])('its layout where shapes do not tell: %s', async (_, content, expected) => {
    expect(await describeModel(content)).toMatchObject(expected)
  })

  it.each([
    ['Softmax', 'probabilities'],
    ['Sigmoid', 'probabilities'],
    ['LogSoftmax', 'logits'],
    ['Relu', 'logits'],
    ['Div', null],
  ])('%s at its end: %s, seen through what only reshapes', async (opType, kind) => {
    const parts = classifierParts({ output: 'scores' })
    const inputs = opType === 'Div' ? ['scores', 'scores'] : ['scores']
    parts.nodes.push(
      { opType, inputs, outputs: ['a'] },
      { opType: 'Cast', inputs: ['a'], outputs: ['b'], attributes: { to: 1 } },
      { opType: 'Flatten', inputs: ['b'], outputs: ['out'] },
    )
    parts.outputs = [['out', 'float32', ['N', 12]]]
    expect((await describeModel(buildModel(parts))).outputKind).toBe(kind)
  })

  it('the first output that fits, without what only the others need', async () => {
    const parts = classifierParts({ output: 'scores' })
    const big = { name: 'big', dataType: 'float32', dims: [12, 500], data: noise(6000) } as const
    parts.initializers?.push(big)
    parts.nodes.push({ opType: 'MatMul', inputs: ['scores', 'big'], outputs: ['aux'] })
    parts.outputs = [
      ['t1', 'float32', ['N', 4, 8, 8]],
      ['scores', 'float32', ['N', 12]],
      ['aux', 'float32', ['N', 500]],
    ]
    const model = await load(buildModel(parts))
    expect(model.description).toMatchObject({ outputName: 'scores', outputs: 12, params: 108 + 48 + 12 })
    expect(model.onnx.graph.nodes.map(({ opType }) => opType)).not.toContain('MatMul')
    expect(model.onnx.graph.initializers.has('big')).toBe(false)
  })

  it('an output of unstated shape', async () => {
    const parts = classifierParts()
    parts.outputs = [['out', 'float32']]
    expect((await describeModel(buildModel(parts))).outputs).toBeNull()
  })

  it("parameters without batch norm's statistics, and with weights in Constant nodes", async () => {
    const parts = classifierParts({ output: 'scores' })
    for (const name of ['scale', 'shift', 'mean', 'var'])
      parts.initializers?.push({ name, dataType: 'float32', dims: [12], data: noise(12) })
    const inputs = ['scores', 'scale', 'shift', 'mean', 'var']
    parts.nodes.push({ opType: 'BatchNormalization', inputs, outputs: ['out'] })
    parts.outputs = [['out', 'float32', ['N', 12]]]
    expect((await describeModel(buildModel(parts))).params).toBe(108 + 48 + 12 + 24)
  })
})

describe('refused, with a reason and advice', () => {
  const header = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)])

  it.each([
    ['an empty file', '', /is empty/],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:1\n', /git lfs pull/],
    ['an error page', '\n<!DOCTYPE html><html>404</html>', /web page/],
    ['a PyTorch archive', header('PK\x03\x04'), /ZIP archive/],
    ['a pickle', header('\x80\x02'), /pickle/],
    ['TensorFlow Lite', header('\x1c\0\0\0TFL3'), /TensorFlow Lite/],
    ['text', 'This is no model at all.', /is no ONNX file: it is text/],
    ['another protobuf message', Buffer.from([0x08, 0x01]), /holds no graph/],
  ])('%s', async (_, content, reason) => {
    await expect(load(content)).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringMatching(reason) as string,
    })
  })

  it('a missing file, a folder', async () => {
    await expect(loadModel('/nowhere/model.onnx')).rejects.toMatchObject({ code: 'not-found' })
    await expect(loadModel(files.folder)).rejects.toMatchObject({ code: 'file-unreadable' })
  })

  it.skipIf(process.platform === 'win32')('a pipe, without waiting for it', async () => {
    const file = path.join(files.folder, 'pipe.onnx')
    execFileSync('mkfifo', [file])
    await expect(loadModel(file)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining(file) as string,
    })
  })

  it('a file beyond 2 GiB, without reading it', async () => {
    const file = await files.write('huge.onnx', '\b\b')
    await truncate(file, 3 * 2 ** 30)
    await expect(loadModel(file)).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringMatching(/2 GiB/) as string,
    })
  })

  const change = (with_: Partial<ModelParts>) => buildModel({ ...classifierParts(), ...with_ })

  it.each([
    ['an operator set before 7', () => change({ opset: 6 }), /version 6 .*7 or later/],
    ['no operator set', () => change({ domain: 'com.example' }), /no version/],
    ['int8 images', () => change({ inputs: [['image', 'int8', ['N', 3, 8, 8]]] }), /wants int8 .* float32 or uint8/],
    ['files to be decoded', () => change({ inputs: [['image', 'string', ['N']]] }), /wants string .*decoding/],
    ['no input', () => change({ inputs: [] }), /no input/],
    [
      'grey images',
      () => change({ inputs: [['image', 'float32', ['N', 1, 28, 28]]] }),
      /"image" float32 \[\?, 1, 28, 28\]/,
    ],
    ['tokens', () => change({ inputs: [['ids', 'float32', ['N', 77]]] }), /\[batch, 3, height, width\]/],
    [
      'two inputs',
      () =>
        change({
          nodes: [
            ...classifierParts({ output: 'scores' }).nodes,
            { opType: 'Mul', inputs: ['scores', 'scale'], outputs: ['out'] },
          ],
          inputs: [
            ['image', 'float32', ['N', 3, 8, 8]],
            ['scale', 'float32', [1]],
          ],
        }),
      /several inputs .*"scale" float32 \[1\]/,
    ],
    [
      'a batch beyond the limit',
      () => buildClassifier({ batch: 4097 }),
      /model\.onnx .*4097 images.*dynamic or smaller/,
    ],
    ['sides beyond the limit', () => buildClassifier({ side: 4097 }), /model\.onnx .*4097×4097 .*dynamic or smaller/],
    [
      'one side beyond the limit',
      () => change({ inputs: [['image', 'float32', ['N', 3, 2 ** 31, 'W']]] }),
      /any×2147483648 /,
    ],
    ['oblong images', () => change({ inputs: [['image', 'float32', ['N', 3, 8, 16]]] }), /16×8/],
    [
      'maps for scores',
      () => change({ outputs: [['out', 'float32', ['N', 21, 64, 64]]] }),
      /"out" float32 \[\?, 21, 64, 64\]/,
    ],
    ['labels for scores', () => change({ outputs: [['out', 'int64', ['N', 5]]] }), /"out" int64/],
    ['two graphs', () => Buffer.concat([buildClassifier(), buildClassifier()]), /two graphs/],
    [
      'a tensor of impossible size',
      () => change({ initializers: [{ name: 'w', dataType: 'float32', dims: [2 ** 40, 4], data: noise(4) }] }),
      /"w" has the size \[1099511627776, 4\]/,
    ],
  ])('%s', async (_, content, reason) => {
    await expect(load(content())).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringMatching(reason) as string,
    })
  })
})

it('what it does not know survives verbatim', async () => {
  const unknown = [...wrapField(99, [encodeValueInfo('future', 'float32')])]
  const { onnx } = await load(buildModel({ ...classifierParts(), encoded: unknown }))
  expect(onnx.graph.rest.map(({ number }) => number)).toEqual([GraphField.name, 99])
})
