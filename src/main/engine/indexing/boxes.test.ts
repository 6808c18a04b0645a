import { mkdirSync, rmSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'
import { setUp } from './testing/indexing.ts'

const xml = (xmin: number, xmax: number, size = '<width>40</width><height>30</height>') =>
  `<annotation><size>${size}</size><object><name>n01440764</name><bndbox><xmin>${xmin}</xmin><ymin>2</ymin>` +
  `<xmax>${xmax}</xmax><ymax>9</ymax></bndbox></object></annotation>`

function boxed() {
  const setting = setUp()
  const { root, index, images } = setting
  const boxes = temporaryFolder()
  writeFiles(root, { 'n01440764/a.JPEG': jpeg(40, 30, 1), 'n01440764/b.JPEG': jpeg(40, 30, 2), 'n01443537/c.JPEG': '' })
  writeFiles(boxes, { 'a.xml': xml(4, 11), 'b.xml': xml(5, 6), 'c.xml': xml(7, 8) })
  const boxFiles = (dataset: number) => images(dataset).map(({ path, boxFile }) => [path, boxFile])
  return { ...setting, boxes, boxFiles, index: (options: Parameters<typeof index>[0] = {}) => index(options) }
}

it('counts the images that have boxes, which are no part of what tells datasets apart', async () => {
  const { index, boxes, boxFiles, db } = boxed()
  const without = await index()
  expect(without.boxes).toBeNull()
  const first = await index({ boxes })
  expect(first).toMatchObject({ images: 3, unchanged: 3, boxes: { folder: boxes, images: 2, unusable: 0 } })
  expect(first.fingerprint).toBe(without.fingerprint)
  expect(db.datasets.get(first.dataset).generation).toBe(1)
  expect(boxFiles(first.dataset)).toEqual([
    ['n01440764/a.JPEG', 'a.xml'],
    ['n01440764/b.JPEG', 'b.xml'],
    // What is no image has no objects.
    ['n01443537/c.JPEG', null],
  ])
})

it('brings boxes up to date with their files and their images, and reads none twice', async () => {
  const { root, index, boxes, db } = boxed()
  const setTime = () => utimesSync(path.join(boxes, 'a.xml'), 1e9, 1e9)
  setTime()
  const { dataset } = await index({ boxes })
  // It could not be read, and is not: size and time are as they were.
  const broken = xml(4, 11).replaceAll('>', '<')
  writeFiles(boxes, { 'a.xml': broken })
  setTime()
  expect((await index()).boxes).toMatchObject({ images: 2, unusable: 0 })

  writeFiles(boxes, { 'a.xml': `${broken} ` })
  expect((await index()).boxes).toEqual({ folder: boxes, images: 1, unusable: 1 })
  expect(db.boxes.unusable(dataset, 1, { after: '', count: 10 })).toEqual([
    { path: 'n01440764/a.JPEG', detail: expect.stringMatching(/^a\.xml: line 1: /) as string },
  ])

  // The image is another, which these boxes cannot be of.
  writeFiles(root, { 'n01440764/b.JPEG': jpeg(30, 40) })
  expect(await index()).toMatchObject({ changed: 1, boxes: { images: 0, unusable: 2 } })
  expect(db.boxes.unusable(dataset, 2, { after: 'n01440764/a.JPEG', count: 10 })).toMatchObject([
    { detail: 'b.xml: it is of an image of 40 × 30 pixels, and not of 30 × 40' },
  ])
  expect(db.boxes.count(dataset, 1)).toBe(1)

  rmSync(path.join(boxes, 'a.xml'))
  writeFiles(boxes, { 'b.xml': xml(5, 6, '<width>60</width><height>80</height>') })
  expect(await index()).toMatchObject({ changed: 0, boxes: { images: 1, unusable: 0 } })
})

it('keeps the boxes of images where the folder that they came from is gone', async () => {
  const { root, index, boxes } = boxed()
  await index({ boxes })
  rmSync(boxes, { recursive: true })
  writeFiles(root, { 'n01440764/a.JPEG': jpeg(40, 30, 3) })
  expect((await index()).boxes).toEqual({ folder: boxes, images: 1, unusable: 0 })
  await expect(index({ boxes })).rejects.toMatchObject({ code: 'not-found' })
})

it('a file of any size, and what is no file, ends no indexing', async () => {
  const { index, boxes } = boxed()
  rmSync(path.join(boxes, 'b.xml'))
  mkdirSync(path.join(boxes, 'b.xml'))
  writeFiles(boxes, { 'a.xml': xml(4, 11) + ' '.repeat(1 << 20) })
  await expect(index({ boxes })).resolves.toMatchObject({ boxes: { images: 0, unusable: 1 } })
})
