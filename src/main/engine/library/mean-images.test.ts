import path from 'node:path'
import { expect, it } from 'vitest'
import { resolveRecipe } from '../../../shared/presets.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { refused } from '../../../testing/remedies.ts'
import { openDatabase } from '../db/index.ts'
import { encodeBlob } from '../model/caffe/testing/tiny-caffe.ts'
import { addMeanImage, meanPixels } from './mean-images.ts'

/** A mean image whose every number says where it stands: channel, row and column. */
const numbered = (height: number, width: number) =>
  Float32Array.from({ length: 3 * height * width }, (_, i) => {
    const [channel, row, column] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width]
    return 100 * channel + 10 * row + column
  })

async function added(height: number, width: number) {
  const folder = temporaryFolder()
  const mean = encodeBlob({ dims: [1, 3, height, width], data: numbered(height, width), form: 'legacy' })
  writeFiles(folder, { 'mean.binaryproto': mean })
  const db = openDatabase(path.join(folder, 'acuity.db'))
  const summary = await addMeanImage(db, path.join(folder, 'mean.binaryproto'))
  const { sha256, name } = summary
  const recipe = (resize: number, crop: number, cropRounding: 'floor' | 'half-even' = 'floor') =>
    resolveRecipe('caffe', { resize, crop, cropRounding, meanImage: { sha256, name } })
  return { db, summary, recipe }
}

it('is known by its size and the means of its channels', async () => {
  const { db, summary } = await added(4, 10)
  expect(summary).toMatchObject({ name: 'mean.binaryproto', height: 4, width: 10, channelMeans: [19.5, 119.5, 219.5] })
  db.close()
})

/** A .npy file, its header as numpy writes it. */
function numpyFile(descr: string, shape: string, numbers: Uint8Array, fortran = 'False', version = 1): Buffer {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`
  const length = Buffer.alloc(version === 1 ? 2 : 4)
  length.writeUIntLE(header.length, 0, length.length)
  return Buffer.concat([
    Buffer.from(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1'),
    length,
    Buffer.from(header),
    numbers,
  ])
}

const bytesOf = ({ buffer }: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>) => new Uint8Array(buffer)

it.each([
  ['float64', numpyFile('<f8', '(3, 4, 10)', bytesOf(Float64Array.from(numbered(4, 10))))],
  ['float32, a batch of one', numpyFile('<f4', '(1, 3, 4, 10)', bytesOf(numbered(4, 10)), 'False', 2)],
  ['big-endian', numpyFile('>f4', '(3, 4, 10)', Buffer.from(bytesOf(numbered(4, 10))).swap32())],
])('is the same as an array of numpy: %s', async (_, file) => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'mean.npy': file })
  const db = openDatabase(path.join(folder, 'acuity.db'))
  const { sha256, ...summary } = await addMeanImage(db, path.join(folder, 'mean.npy'))
  expect(summary).toMatchObject({ name: 'mean.npy', height: 4, width: 10, channelMeans: [19.5, 119.5, 219.5] })
  expect(db.meanImages.find(sha256)?.data).toEqual(numbered(4, 10))
  db.close()
})

it('may be one number for each channel, an image of one pixel', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'mean.npy': numpyFile('|u1', '(3,)', Uint8Array.of(104, 117, 123)) })
  const db = openDatabase(path.join(folder, 'acuity.db'))
  expect(await addMeanImage(db, path.join(folder, 'mean.npy'))).toMatchObject({
    height: 1,
    width: 1,
    channelMeans: [104, 117, 123],
  })
  db.close()
})

it('is cut where the image is cut, as the recipe rounds', async () => {
  const { db, recipe } = await added(10, 10)
  // 3.5 pixels at either side: Caffe takes 3, torchvision 4.
  expect([...(meanPixels(db, recipe(10, 3))?.data ?? [])].slice(0, 9)).toEqual([33, 34, 35, 43, 44, 45, 53, 54, 55])
  expect([...(meanPixels(db, recipe(10, 3, 'half-even'))?.data ?? [])].slice(18)).toEqual([
    ...[244, 245, 246],
    ...[254, 255, 256],
    ...[264, 265, 266],
  ])
  expect(meanPixels(db, recipe(10, 3))?.key).not.toBe(meanPixels(db, recipe(10, 3, 'half-even'))?.key)
  db.close()
})

it('of another size than the resized images is refused, with the mean of each channel to take instead', async () => {
  const { db, recipe } = await added(10, 10)
  expect(() => meanPixels(db, recipe(8, 3))).toThrow(
    refused(
      /The mean image mean\.binaryproto has 10×10 pixels, and the recipe resizes images to 8×8\./,
      { do: 'set', values: { resize: 10 } },
      { do: 'set', values: { mean: [49.5, 149.5, 249.5] } },
    ),
  )
  db.close()
})

it('fits squashed images only', async () => {
  const { db, summary } = await added(10, 10)
  const meanImage = { sha256: summary.sha256, name: summary.name }
  expect(() => resolveRecipe('torchvision', { resize: 10, crop: 3, meanImage })).toThrow(
    refused(/of its own size/, { do: 'set', values: { fit: 'squash' } }, { do: 'state', option: 'mean' }),
  )
  db.close()
})

it('has to be added before it is named', async () => {
  const { db, recipe } = await added(10, 10)
  const named = recipe(10, 3)
  const meanImage = { sha256: 'f'.repeat(64), name: 'another.binaryproto' }
  expect(() => meanPixels(db, { ...named, meanImage })).toThrow(/another\.binaryproto is not known here/)
  db.close()
})

it.each([
  ['notes.txt', 'no mean image at all', /is no mean image of Caffe: it is text/],
  [
    'noise.binaryproto',
    Uint8Array.of(0xff, 0xff, 0, 1),
    /is no mean image of Caffe \(.*: a mean\.binaryproto is needed/,
  ],
  ['gray.binaryproto', encodeBlob({ dims: [1, 1, 4, 4] }), /shape \[1, 1, 4, 4\], where three channels/],
  ['nan.binaryproto', encodeBlob({ dims: [3, 1, 1], data: [0, NaN, 0] }), /no pixels \(NaN or infinity\)/],
  ['empty.binaryproto', '', /it is empty/],
  ['gray.npy', numpyFile('<f4', '(4, 4)', new Uint8Array(64)), /shape \[4, 4\], where three channels/],
  ['last.npy', numpyFile('<f4', '(4, 4, 3)', new Uint8Array(192)), /shape \[4, 4, 3\], where three channels/],
  ['whole.npy', numpyFile('<i8', '(3,)', new Uint8Array(24)), /numbers of another type \(i8\)/],
  ['fortran.npy', numpyFile('<f4', '(3, 1, 1)', new Uint8Array(12), 'True'), /Fortran's order: .*ascontiguousarray/],
  [
    'short.npy',
    numpyFile('<f4', '(3, 9, 9)', new Uint8Array(12)),
    /12 bytes of numbers where its shape \[3, 9, 9\] wants 972/,
  ],
  ['cut.npy', Buffer.from('\x93NUMPY\x01', 'latin1'), /it is cut off/],
])('%s is refused', async (name, content, problem) => {
  const folder = temporaryFolder()
  writeFiles(folder, { [name]: content })
  const db = openDatabase(path.join(folder, 'acuity.db'))
  await expect(addMeanImage(db, path.join(folder, name))).rejects.toThrow(problem)
  db.close()
})
