import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { AcuityError } from '../../../../shared/errors.ts'
import { wrapField } from '../onnx/write.ts'
import { noise } from '../testing/tiny-models.ts'
import { readCaffemodel, storedWeights } from './caffemodel.ts'
import type { Layer } from './net.ts'
import { parsePrototxt } from './prototxt/parse.ts'
import { encodeBlob, encodeCaffemodel, type BlobParts, type LayerParts } from './testing/tiny-caffe.ts'

const conv: Layer = {
  name: 'conv',
  type: 'Convolution',
  location: { file: 'net.prototxt', line: 7 },
  bottoms: ['data'],
  tops: ['conv'],
  message: parsePrototxt('net.prototxt', ''),
}

const weightsOf = (...layers: LayerParts[]) => storedWeights('net.caffemodel', readCaffemodel(encodeCaffemodel(layers)))

/** The numbers of a blob, at whatever address they lie. */
const floatsOf = (bytes: Uint8Array) => [...new Float32Array(new Uint8Array(bytes).buffer)]

describe('blobs in every form', () => {
  const forms: Partial<BlobParts>[] = [
    {},
    { packed: false },
    { numbers: 'double' },
    { numbers: 'double', packed: false },
    { form: 'legacy', dims: [1, 1, 2, 3] },
    { form: 'legacy', dims: [1, 1, 2, 3], numbers: 'double' },
    { form: 'legacy', dims: [1, 1, 2, 3], packed: false },
  ]
  it.each(forms.flatMap((form) => [true, false].map((old) => ({ ...form, old }))))('%j', ({ old, ...form }) => {
    const data = [0, -1.5, 0.1, 1e-8, 3e38, 7]
    const weights = weightsOf({ name: 'conv', blobs: [{ dims: [2, 3], data, ...form }], old })
    expect(floatsOf(weights.blob(conv, 0, [2, 3]))).toEqual(data.map(Math.fround))
  })

  it.each<[stored: number[], form: 'shape' | 'legacy', wanted: number[], fits: boolean]>([
    [[4, 3, 2, 2], 'shape', [4, 3, 2, 2], true],
    [[4, 3, 2, 2], 'legacy', [4, 3, 2, 2], true],
    [[1, 1, 1, 4], 'legacy', [4], true],
    [[1, 1, 5, 4], 'legacy', [5, 4], true],
    [[1, 1, 1, 1], 'legacy', [], true],
    [[1], 'shape', [], true],
    [[], 'shape', [1], true],
    [[1, 1, 1, 4], 'shape', [4], false],
    [[1, 1, 5, 4], 'shape', [5, 4], false],
    [[5, 4, 1, 1], 'legacy', [5, 4], false],
    [[1, 4, 1, 5], 'legacy', [5, 4], false],
    [[4, 5], 'shape', [5, 4], false],
    [[20], 'shape', [5, 4], false],
    [[2, 1, 1, 2], 'legacy', [4], false],
  ])('%j (%s) where %j is needed: %s', (dims, form, wanted, fits) => {
    const read = () => weightsOf({ name: 'conv', blobs: [{ dims, form }] }).blob(conv, 0, wanted)
    if (fits) expect(read()).toHaveLength(4 * wanted.reduce((product, dim) => product * dim, 1))
    else expect(read).toThrow(`are of [${dims.join(', ')}]`)
  })

  it('the legacy form counts where both are stated, as in Caffe', () => {
    const both = Buffer.concat([
      encodeBlob({ dims: [3, 2] }),
      encodeBlob({ dims: [1, 1, 2, 3], form: 'legacy', data: [] }),
    ])
    const weights = weightsOf({ name: 'conv', blobs: [both] })
    expect(weights.blob(conv, 0, [2, 3])).toHaveLength(24)
    expect(() => weights.blob(conv, 0, [3, 2])).toThrow('[1, 1, 2, 3]')
  })

  it('doubles count where both are there, unless there are none', () => {
    const floats = encodeBlob({ dims: [2], data: [1, 2] })
    const doubles = encodeBlob({ dims: [2], data: [3, 4], numbers: 'double' })
    const blob = (...parts: Buffer[]) =>
      floatsOf(weightsOf({ name: 'conv', blobs: [Buffer.concat(parts)] }).blob(conv, 0, [2]))
    expect(blob(floats, encodeBlob({ dims: [2], data: [], numbers: 'double' }))).toEqual([1, 2])
    // The shape, which is in both, is that of the last.
    expect(blob(doubles.subarray(0), Buffer.concat(wrapField(5, [Buffer.alloc(8)])))).toEqual([3, 4])
  })

  it('numbers in several pieces are one blob', () => {
    const pieces = Buffer.concat([encodeBlob({ dims: [4], data: [1, 2, 3] }), encodeBlob({ dims: [4], data: [4] })])
    // Protobuf joins what a message states twice; of the shape, the last counts here, which is the same.
    expect(floatsOf(weightsOf({ name: 'conv', blobs: [pieces] }).blob(conv, 0, [4]))).toEqual([1, 2, 3, 4])
  })

  it('numbers one by one, few by few and many at once keep their order', () => {
    const runs = [1, 1, 3, 40, 1, 2, 16, 15, 700, 1].flatMap((length, i) => (i % 2 ? length : [length, length, length]))
    const total = runs.reduce((sum, length) => sum + length, 0)
    const numbers = Float32Array.from({ length: total }, (_, i) => i)
    const starts = runs.map((_, i) => runs.slice(0, i).reduce((sum, length) => sum + length, 0))
    const fields = runs.flatMap((length, i) =>
      wrapField(5, [Buffer.from(numbers.buffer, 4 * (starts[i] ?? 0), 4 * length)]),
    )
    const blob = Buffer.concat([encodeBlob({ dims: [total], data: [] }), ...fields])
    expect(floatsOf(weightsOf({ name: 'conv', blobs: [blob] }).blob(conv, 0, [total]))).toEqual([...numbers])
  })

  it('what does not matter is skipped: diffs, phases, other fields', () => {
    const blob = Buffer.concat([
      encodeBlob({ dims: [2], data: [1, 2] }),
      ...wrapField(6, [Buffer.alloc(8)]),
      ...wrapField(99, [Buffer.alloc(3)]),
    ])
    const file = Buffer.concat([
      encodeCaffemodel([{ name: 'conv', blobs: [blob] }]),
      ...wrapField(3, [Buffer.from('data')]),
    ])
    expect(floatsOf(storedWeights('x', readCaffemodel(file)).blob(conv, 0, [2]))).toEqual([1, 2])
  })
})

it('a layer is found by its name, in both formats, whatever its place; of two, the last', () => {
  const blob = (value: number) => [{ dims: [1], data: [value] }]
  const layers = [
    { name: 'other', blobs: blob(1) },
    { name: 'conv', blobs: blob(2) },
    { name: 'conv', blobs: blob(3), old: true },
    { name: 'conv', blobs: [] },
    { name: 'café', blobs: blob(4), old: true },
  ]
  const weights = weightsOf(...layers)
  expect(floatsOf(weights.blob(conv, 0, [1]))).toEqual([3])
  expect(floatsOf(weights.blob({ ...conv, name: 'café' }, 0, [1]))).toEqual([4])
})

it('weights are views of the file, not copies', () => {
  const file = encodeCaffemodel([
    { name: 'conv', blobs: [{ dims: [4, 3, 3, 3] }] },
    { name: 'x', blobs: [{ dims: [9], numbers: 'double' }], old: true },
  ])
  const weights = storedWeights('net.caffemodel', readCaffemodel(file))
  const view = weights.blob(conv, 0, [4, 3, 3, 3])
  expect(view.buffer).toBe(file.buffer)
  expect(floatsOf(view)).toEqual([...noise(108)])
  expect(weights.blob({ ...conv, name: 'x' }, 0, [9]).buffer).not.toBe(file.buffer)
})

describe('what does not fit is said with layer, line, expected and found shape', () => {
  const weights = weightsOf(
    { name: 'conv', blobs: [{ dims: [4, 3, 3, 3] }] },
    { name: 'fc', blobs: [{ dims: [1, 1, 10, 5], form: 'legacy' }], old: true },
  )

  it.each<[title: string, act: () => unknown, message: string]>([
    [
      'a missing layer',
      () => weights.blob({ ...conv, name: 'c2' }, 0, [4, 3]),
      `net.prototxt:7: layer "c2" (Convolution) needs weights of [4, 3], and net.caffemodel has none of a layer of that name: is it this network's?`,
    ],
    [
      'a missing blob',
      () => weights.blob(conv, 1, [4]),
      `net.prototxt:7: layer "conv" (Convolution) needs a blob 1 of [4], and net.caffemodel has 1 for it: is it this network's?`,
    ],
    [
      'another shape',
      () => weights.blob(conv, 0, [4, 3, 5, 5]),
      `net.prototxt:7: layer "conv" (Convolution) needs weights of [4, 3, 5, 5], and those in net.caffemodel are of [4, 3, 3, 3]. Is it this network's?`,
    ],
    [
      'another shape in the legacy form',
      () =>
        weights.blob({ ...conv, name: 'fc' }, 0, [5, 10], (stored) => `Crop otherwise than for ${stored.join('×')}.`),
      `net.prototxt:7: layer "fc" (Convolution) needs weights of [5, 10], and those in net.caffemodel are of [1, 1, 10, 5]. Crop otherwise than for 1×1×10×5.`,
    ],
    [
      'a blob too many',
      () => weights.finish?.(conv, 0),
      `net.prototxt:7: layer "conv" (Convolution) needs 0 blobs of weights, and net.caffemodel has 1 for it: is it this network's? A bias_term of false leaves out the second.`,
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(new AcuityError('model-invalid', message))
  })
})

describe('what is no .caffemodel', () => {
  const blob = (parts: Partial<BlobParts>) =>
    encodeCaffemodel([{ name: 'conv', blobs: [{ dims: [2], data: [1, 2], ...parts }] }])
  const rawBlob = (...fields: Uint8Array[][]) =>
    encodeCaffemodel([{ name: 'conv', blobs: [Buffer.concat(fields.flat())] }])

  it.each<[title: string, file: Uint8Array, problem: RegExp]>([
    [
      'no layer',
      wrapField(1, [Buffer.from('x')])[0] ?? Buffer.alloc(0),
      /premature EOF|out of range|no layer with weights/,
    ],
    ['nothing', Buffer.alloc(0), /it holds no layer with weights/],
    ['layers without weights', encodeCaffemodel([{ name: 'conv', blobs: [] }]), /it holds no layer with weights/],
    [
      'fewer numbers than the shape says',
      blob({ dims: [3] }),
      /in its layer "conv", a blob of the shape \[3\] holds 8 bytes of numbers/,
    ],
    ['more numbers', blob({ dims: [1] }), /shape \[1\] holds 8 bytes/],
    ['no numbers', blob({ data: [] }), /shape \[2\] holds 0 bytes/],
    ['no shape', rawBlob(wrapField(5, [Buffer.alloc(8)])), /shape \[\] holds 8 bytes/],
    ['a side that is missing', blob({ dims: [2, 1, 1], form: 'legacy' }), /shape \[2, 1, 1, 0\] holds 8 bytes/],
    ['a negative side', blob({ dims: [-1, -2] }), /in its layer "conv", a blob has the shape \[-1, -2\]/],
    ['a side of 2⁶²', blob({ dims: [2n ** 62n] }), /in its layer "conv", the number 46116\d+ is out of range/],
    ['sides of 2³¹', blob({ dims: [2 ** 31, 2 ** 31] }), /shape \[2147483648, 2147483648\] holds 8 bytes/],
    [
      'sides whose product wraps round to the truth',
      blob({ dims: [2n ** 33n, 2n ** 32n + 1n, 2n ** 32n] }),
      /holds 8 bytes/,
    ],
    ['sides whose product is no number', blob({ dims: [...Array<number>(31).fill(2 ** 52), 0] }), /holds 8 bytes/],
    [
      'sides without end',
      blob({ dims: [2, ...Array<number>(100_000).fill(1)] }),
      /has the shape \[2, 1, 1, 1, 1, 1, 1, 1, …\]/,
    ],
    [
      'half a number',
      rawBlob(
        wrapField(7, wrapField(1, [Buffer.of(1)])),
        wrapField(5, [Buffer.alloc(2)]),
        wrapField(5, [Buffer.alloc(2)]),
      ),
      /field 5 of a blob holds no numbers of 4 bytes/,
    ],
    [
      'numbers of another type',
      rawBlob(wrapField(7, wrapField(1, [Buffer.of(1)])), [Buffer.of(0x28, 0xff, 0xff, 0xff, 0x7f)]),
      /field 5 of a blob holds no numbers/,
    ],
    [
      'doubles where floats belong',
      rawBlob([Buffer.of(0x29, 0, 0, 0, 0, 0, 0, 0, 0)]),
      /field 5 of a blob holds no numbers/,
    ],
    [
      'a blob that is a number',
      Buffer.concat(wrapField(100, [Buffer.of(0x38, 0x01)])),
      /field 7 has the unexpected wire type 0/,
    ],
    ['a layer that is a number', Buffer.of(0x10, 0x01), /field 2 has the unexpected wire type 0/],
    [
      'a name that is no UTF-8',
      Buffer.concat(wrapField(100, wrapField(1, [Buffer.of(0xff)]))),
      /encoded data was not valid/,
    ],
  ])('%s', (_, file, problem) => {
    expect(() => readCaffemodel(file)).toThrow(problem)
  })
})
