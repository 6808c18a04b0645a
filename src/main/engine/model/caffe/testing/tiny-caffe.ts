// Test support: small networks of Caffe, and .caffemodel files written byte by byte.
import { Buffer } from 'node:buffer'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { AcuityError } from '../../../../../shared/errors.ts'
import { wrapField } from '../../onnx/write.ts'
import type { InputRecipe } from '../../preprocessing.ts'
import { noise } from '../../testing/tiny-models.ts'

const varint = (field: number, value: number | bigint) =>
  new BinaryWriter().tag(field, WireType.Varint).int64(value.toString()).finish()
const utf8 = (text: string) => new TextEncoder().encode(text)

export interface BlobParts {
  dims: readonly (number | bigint)[]
  /** Noise where it is not given. */
  data?: readonly number[] | Float32Array
  /** `shape` is Caffe's since 2014; before, a blob had exactly four sides. */
  form?: 'shape' | 'legacy'
  numbers?: 'float' | 'double'
  packed?: boolean
}

/** A BlobProto. */
export function encodeBlob({ dims, data, form = 'shape', numbers = 'float', packed = true }: BlobParts): Buffer {
  const values = data ?? noise(dims.reduce((product: number, dim) => product * Number(dim), 1))
  const [field, bytesPerNumber, wireType] =
    numbers === 'float' ? ([5, 4, WireType.Bit32] as const) : ([8, 8, WireType.Bit64] as const)
  const content = Buffer.alloc(values.length * bytesPerNumber)
  values.forEach((value: number, i: number) =>
    numbers === 'float' ? content.writeFloatLE(value, 4 * i) : content.writeDoubleLE(value, 8 * i),
  )
  const one = new BinaryWriter().tag(field, wireType).finish()
  return Buffer.concat([
    ...(form === 'shape' ? encodeShape(dims) : dims.map((dim, i) => varint(i + 1, dim))),
    ...(packed
      ? wrapField(field, [content])
      : Array.from(values, (_, i) => [one, content.subarray(i * bytesPerNumber, (i + 1) * bytesPerNumber)]).flat()),
  ])
}

export function encodeShape(dims: BlobParts['dims']): Uint8Array[] {
  const packed = dims.reduce((writer, dim) => writer.int64(dim.toString()), new BinaryWriter()).finish()
  return wrapField(7, wrapField(1, [packed]))
}

export interface LayerParts {
  name: string
  blobs: readonly (BlobParts | Uint8Array)[]
  /** Written as V1LayerParameter, as before 2014. */
  old?: boolean
}

/** A .caffemodel. */
export function encodeCaffemodel(layers: readonly LayerParts[]): Buffer {
  return Buffer.concat([
    ...wrapField(1, [utf8('tiny')]),
    ...layers.flatMap(({ name, blobs, old = false }) => {
      const encoded = blobs.map((blob) => (blob instanceof Uint8Array ? blob : encodeBlob(blob)))
      const [layer, nameField, blobField] = old ? [2, 4, 6] : [100, 1, 7]
      const type = old ? [varint(5, 4)] : wrapField(2, [utf8('Convolution')])
      const content = [
        ...wrapField(nameField, [utf8(name)]),
        ...type,
        ...encoded.flatMap((blob) => wrapField(blobField, [blob])),
      ]
      return wrapField(layer, content)
    }),
  ])
}

/** Caffe's preprocessing. */
export const recipeAt = (crop: number): InputRecipe => ({
  crop,
  channels: 'BGR',
  mean: [104, 117, 123],
  std: [1, 1, 1],
  scale: 1,
})

/** An input of 3 channels, and whatever layers follow. */
export const network = (layers: string, side = 8): string =>
  `name: "tiny"\ninput: "data"\ninput_shape { dim: 1 dim: 3 dim: ${side} dim: ${side} }\n${layers}`

/** One layer on a line of its own; `rest` are its other fields. */
export const layer = (name: string, type: string, bottom: string, top: string, rest = ''): string =>
  `layer { name: "${name}" type: "${type}" bottom: "${bottom}" top: "${top}" ${rest} }\n`

/** Convolution, pooling over everything, and a classifier of 5 classes: takes images of any size. */
export const ANY_SIZE: string = network(
  layer('conv', 'Convolution', 'data', 'conv', 'convolution_param { num_output: 4 kernel_size: 3 stride: 2 }') +
    layer('relu', 'ReLU', 'conv', 'conv') +
    layer('pool', 'Pooling', 'conv', 'pool', 'pooling_param { pool: AVE global_pooling: true }') +
    layer('fc', 'InnerProduct', 'pool', 'fc', 'inner_product_param { num_output: 5 }') +
    layer('prob', 'Softmax', 'fc', 'prob'),
)

/** The same without the pooling: its classifier fits images of 8×8 only. */
export const FIXED_SIZE: string = ANY_SIZE.replace(/.*"pool".*\n/, '').replace('bottom: "pool"', 'bottom: "conv"')

const CONV = { name: 'conv', blobs: [{ dims: [4, 3, 3, 3] }, { dims: [4] }] }
export const ANY_SIZE_WEIGHTS: readonly LayerParts[] = [CONV, { name: 'fc', blobs: [{ dims: [5, 4] }, { dims: [5] }] }]
export const FIXED_SIZE_WEIGHTS: readonly LayerParts[] = [
  CONV,
  { name: 'fc', blobs: [{ dims: [5, 36] }, { dims: [5] }] },
]

/** Whole numbers from 0 up, below another, that are the same every time. */
export function dice(seed: number): (below: number) => number {
  const numbers = noise(50_000, seed)
  let at = 0
  return (below) => Math.floor((((numbers[at++ % numbers.length] ?? 0) + 1) / 2) * below)
}

/** What came of an attempt: it may succeed, or end in an AcuityError. */
export async function outcome(attempt: () => unknown): Promise<string> {
  try {
    await attempt()
    return 'success'
  } catch (error) {
    if (!(error instanceof AcuityError)) throw error
    return error.message.length < 4000 ? error.message : `a message of ${error.message.length} characters`
  }
}
