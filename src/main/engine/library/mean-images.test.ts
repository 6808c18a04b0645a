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
])('%s is refused', async (name, content, problem) => {
  const folder = temporaryFolder()
  writeFiles(folder, { [name]: content })
  const db = openDatabase(path.join(folder, 'acuity.db'))
  await expect(addMeanImage(db, path.join(folder, name))).rejects.toThrow(problem)
  db.close()
})
