// Test support: small ONNX models, written byte by byte.
import { Buffer } from 'node:buffer'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { takesWholeNumbers, type ElemType } from '../../../../shared/model.ts'
import type { Layout } from '../../../../shared/recipe.ts'
import { DataType, GraphField, ModelField, OpsetField } from '../onnx/proto.ts'
import {
  encodeNode,
  encodeTensor,
  encodeValueInfo,
  type NodeParts,
  type TensorParts,
  wrapField,
} from '../onnx/write.ts'

export interface ModelParts {
  nodes: Omit<NodeParts, 'name'>[]
  initializers?: TensorParts[]
  /** More fields of the GraphProto, already encoded. */
  encoded?: Uint8Array[]
  inputs: Parameters<typeof encodeValueInfo>[]
  outputs: Parameters<typeof encodeValueInfo>[]
  opset?: number
  irVersion?: number
  /** How the default operator set is spelled. */
  domain?: string
}

const number = (field: number, value: number) => new BinaryWriter().tag(field, WireType.Varint).int64(value).finish()
const utf8 = (text: string) => new TextEncoder().encode(text)

/** A ModelProto of the given parts. */
export function buildModel(parts: ModelParts): Buffer {
  const { nodes, initializers = [], encoded = [], inputs, outputs, opset = 13, irVersion = 8, domain = '' } = parts
  const graph = [
    ...nodes.flatMap((node, i) => wrapField(GraphField.node, [encodeNode({ ...node, name: `n${i}` })])),
    ...wrapField(GraphField.name, [utf8('tiny')]),
    ...initializers.flatMap((tensor) => wrapField(GraphField.initializer, [encodeTensor(tensor)])),
    ...encoded,
    ...inputs.flatMap((input) => wrapField(GraphField.input, [encodeValueInfo(...input)])),
    ...outputs.flatMap((output) => wrapField(GraphField.output, [encodeValueInfo(...output)])),
  ]
  return Buffer.concat([
    number(ModelField.irVersion, irVersion),
    ...wrapField(ModelField.producerName, [utf8('tiny')]),
    ...wrapField(ModelField.opsetImport, [
      ...(domain === '' ? [] : wrapField(OpsetField.domain, [utf8(domain)])),
      number(OpsetField.version, opset),
    ]),
    ...wrapField(ModelField.graph, graph),
  ])
}

/** Numbers in -1…1 that are the same on every machine. */
export function noise(length: number, seed = 1): Float32Array {
  let state = seed
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  })
}

export interface ClassifierOptions {
  layout?: Layout
  batch?: number | string
  side?: number | string
  outputs?: number
  /** Exactly these scores, whatever the image. */
  scores?: number[]
  elemType?: ElemType
  /** Takes and gives float32 in spite of `elemType`, by casts of its own. */
  floatEnds?: boolean
  softmax?: boolean
  /** Scores of shape [batch, n, 1, 1]. */
  map?: boolean
  opset?: number
  irVersion?: number
  domain?: string
  input?: string
  output?: string
}

/** Convolution, global average pool, and a fully connected layer or another convolution: 4 channels within. */
export function classifierParts(options: ClassifierOptions = {}): ModelParts {
  const { layout = 'NCHW', batch = 'N', side = 8, elemType = 'float32', floatEnds = false, softmax = false } = options
  const { map = false, input = 'image', output = 'out', scores, opset = 13, irVersion = 8, domain = '' } = options
  const outputs = scores?.length ?? options.outputs ?? 12
  const nodes: ModelParts['nodes'] = []
  const add = (
    opType: string,
    inputs: string[],
    attributes: NodeParts['attributes'] = {},
    name = `t${nodes.length}`,
  ) => {
    nodes.push({ opType, inputs, outputs: [name], attributes })
    return name
  }
  const weights: TensorParts[] = [
    { name: 'conv', dataType: 'float32', dims: [4, 3, 3, 3], data: noise(108, 1) },
    map
      ? { name: 'last', dataType: 'float32', dims: [outputs, 4, 1, 1], data: noise(4 * outputs, 2) }
      : { name: 'last', dataType: 'float32', dims: [4, outputs], data: noise(4 * outputs, 2) },
    {
      name: 'bias',
      dataType: 'float32',
      dims: [outputs],
      data: scores ? Float32Array.from(scores) : noise(outputs, 3),
    },
  ]
  if (scores) weights[1]?.data.fill(0 as never)

  // ONNX Runtime convolves in nothing else on the CPU.
  const within = elemType === 'float16' ? elemType : 'float32'
  const ends = floatEnds ? 'float32' : elemType
  const answer = takesWholeNumbers({ elemType }) ? 'float32' : ends
  const cast = (name: string, from: ElemType, to: ElemType) =>
    from === to ? name : add('Cast', [name], { to: DataType[to] })
  const typed = (name: string) => cast(name, 'float32', within)
  let x = cast(input, ends, within)
  if (layout === 'NHWC') x = add('Transpose', [x], { perm: [0, 3, 1, 2] })
  x = add('GlobalAveragePool', [add('Relu', [add('Conv', [x, typed('conv')], { pads: [1, 1, 1, 1] })])])
  if (map) x = add('Conv', [x, typed('last'), typed('bias')])
  else x = add('Gemm', [add('Flatten', [x]), typed('last'), typed('bias')])
  if (softmax) x = add('Softmax', [x], { axis: 1 })
  add('Identity', [cast(x, within, answer)], {}, output)

  const shape = layout === 'NCHW' ? [batch, 3, side, side] : [batch, side, side, 3]
  return {
    nodes,
    initializers: weights,
    inputs: [[input, ends, shape]],
    outputs: [[output, answer, map ? [batch, outputs, 1, 1] : [batch, outputs]]],
    opset,
    irVersion,
    domain,
  }
}

export const buildClassifier = (options: ClassifierOptions = {}): Buffer => buildModel(classifierParts(options))

/** A folder for one test file's models, and the way to write and remove them. */
export async function modelFolder() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'acuity-model-'))
  return {
    folder,
    async write(name: string, content: Uint8Array | string): Promise<string> {
      const file = path.join(folder, name)
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(file, content)
      return file
    },
    remove: () => rm(folder, { recursive: true }),
  }
}
