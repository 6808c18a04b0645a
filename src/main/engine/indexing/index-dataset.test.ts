import { rmSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'
import { advised, refused } from '../../../testing/remedies.ts'
import { indexDataset } from './index-dataset.ts'
import { resources, setUp } from './testing/indexing.ts'

function withoutWidth(file: Uint8Array): Uint8Array {
  const damaged = Buffer.from(file)
  damaged.writeUInt16BE(0, damaged.indexOf(Buffer.from([0xff, 0xc0])) + 7)
  return damaged
}

it('records every file, the faulty ones with a reason', async () => {
  const { root, db, index, images } = setUp()
  const good = jpeg(500, 375)
  writeFiles(root, {
    'n01440764/good.JPEG': good,
    'n01440764/empty.JPEG': '',
    'n01443537/text.JPEG': 'not an image at all',
    'n01443537/cut.JPEG': good.subarray(0, good.length - 2),
    'n01443537/header.JPEG': withoutWidth(good),
  })
  const result = await index({ name: 'five' })
  expect(result).toMatchObject({ name: 'five', images: 5, added: 5, classes: 1000, classesPresent: 1 })
  expect(Object.fromEntries(images(result.dataset).map(({ path, fault }) => [path, fault]))).toEqual({
    'n01440764/good.JPEG': null,
    'n01440764/empty.JPEG': 'empty-file',
    'n01443537/text.JPEG': 'not-an-image',
    'n01443537/cut.JPEG': 'truncated',
    'n01443537/header.JPEG': 'bad-header',
  })
  const [first] = images(result.dataset).filter(({ fault }) => fault === null)
  expect(db.images.get(first?.id ?? 0)).toMatchObject({
    width: 500,
    height: 375,
    bytes: good.length,
    format: 'JPEG',
    colorModel: 'YCbCr',
    orientation: 1,
    label: 0,
  })
})

it('opens only what changed, and keeps what older runs saw', async () => {
  const { root, db, index } = setUp()
  writeFiles(root, {
    'n01440764/a.JPEG': jpeg(40, 30, 1),
    'n01440764/b.JPEG': jpeg(40, 30, 2),
    'n01443537/c.JPEG': jpeg(),
  })
  const first = await index()
  const again = await index()
  expect(again).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 3, fingerprint: first.fingerprint })
  expect(db.datasets.get(first.dataset).generation).toBe(1)

  rmSync(path.join(root, 'n01440764/a.JPEG'))
  writeFiles(root, { 'n01440764/b.JPEG': jpeg(60, 50), 'n01443537/d.JPEG': jpeg() })
  const later = await index()
  expect(later).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 1, images: 3 })
  expect(later.fingerprint).not.toBe(first.fingerprint)
  const paths = (generation: number) =>
    db.images
      .pending({ datasetId: first.dataset, generation, limit: null, sample: null }, 1, '', null, 10)
      .map(({ path }) => path)
  expect(paths(1)).toEqual(['n01440764/a.JPEG', 'n01440764/b.JPEG', 'n01443537/c.JPEG'])
  expect(paths(2)).toEqual(['n01440764/b.JPEG', 'n01443537/c.JPEG', 'n01443537/d.JPEG'])
})

it('knows a touched file again: it is the same row of the same generation, at another time', async () => {
  const { root, index, images, db } = setUp()
  writeFiles(root, { 'n01440764/a.JPEG': jpeg() })
  const first = await index()
  utimesSync(path.join(root, 'n01440764/a.JPEG'), 1e9, 1e9)
  const row = images(first.dataset)[0]
  expect(await index()).toMatchObject({ changed: 0, unchanged: 1, fingerprint: first.fingerprint })
  expect(images(first.dataset)).toEqual([{ ...row, seenMs: 1e12 }])
  expect(db.datasets.get(first.dataset).generation).toBe(1)
})

it('goes on after a cancel with what it had found', async () => {
  const { root, index, db, controller } = setUp()
  for (let i = 0; i < 30; i++) writeFiles(root, { [`n01440764/${i}.JPEG`]: jpeg(8, 8, i) })
  controller.abort()
  await expect(index()).rejects.toMatchObject({ code: 'cancelled' })
  expect(db.datasets.all()).toEqual([])
})

it('reads the flat list of Caffe, and remembers where its labels came from', async () => {
  const { root, index, images } = setUp()
  writeFiles(root, { 'one.JPEG': jpeg(), 'two words.JPEG': jpeg(), 'stray.JPEG': jpeg() })
  const labels = path.join(temporaryFolder(), 'val.txt')
  writeFiles(path.dirname(labels), { 'val.txt': 'one.JPEG 65\ntwo words.JPEG 970\nlost.JPEG 1\n' })
  const first = await index({ labels })
  expect(images(first.dataset).map(({ path, label, fault }) => [path, label, fault])).toEqual([
    ['lost.JPEG', 1, 'file-missing'],
    ['one.JPEG', 65, null],
    ['stray.JPEG', null, 'unlabelled'],
    ['two words.JPEG', 970, null],
  ])
  expect(first).toMatchObject({ images: 3, uncounted: [{ reason: 'file-missing', images: 1 }] })
  expect(await index()).toMatchObject({ unchanged: 3, changed: 0, labelsFile: labels })
})

it('keeps to the layout that was asked for, until another one is, or another list', async () => {
  const { root, index, db } = setUp()
  writeFiles(root, { 'n01440764/a.JPEG': jpeg(), 'n01443537/b.JPEG': jpeg(), 'val_map.txt': 'a.JPEG 5\nb.JPEG 6\n' })
  const list = path.join(root, 'val_map.txt')
  const labels = () => [...db.images.known(1, '', 9)].filter(({ counted }) => counted).map(({ label }) => label)
  expect(await index()).toMatchObject({ layout: 'class-folders', labelsFile: null })
  expect(await index({ layout: 'list' })).toMatchObject({ layout: 'list', labelsFile: list })
  expect(labels()).toEqual([5, 6])
  expect(await index()).toMatchObject({ layout: 'list', labelsFile: list, removed: 0 })
  await expect(index({ layout: 'json' })).rejects.toThrow(/is not read as json/)
  expect(await index({ layout: 'class-folders' })).toMatchObject({ layout: 'class-folders', labelsFile: null })
  expect(labels()).toEqual([0, 1])
  expect(await index({ labels: list })).toMatchObject({ layout: 'list', labelsFile: list })
  expect(await index({ layout: 'auto' })).toMatchObject({ layout: 'class-folders', labelsFile: null })
  expect(db.datasets.get(1)).toMatchObject({ layout: 'class-folders', layoutStated: false })
})

describe('a dataset without one usable image', () => {
  it('is not published, and what was stated for it is not used again (cases 01-flat)', async () => {
    const { root, index, db } = setUp()
    writeFiles(root, { 'n01440764/a.JPEG': jpeg() })
    const lists = temporaryFolder()
    writeFiles(lists, { 'other.txt': 'val/b.JPEG 0\n', 'beyond.txt': 'n01440764/a.JPEG 5000\n' })
    for (const list of ['other.txt', 'beyond.txt'])
      await expect(index({ labels: path.join(lists, list) })).rejects.toMatchObject({ code: 'labels-invalid' })
    expect(db.datasets.byRoot(root)).toEqual([])
    expect(await index()).toMatchObject({ images: 1, labelsFile: null })
  })

  it('names one of its files, where it is the images that are of no use', async () => {
    const { root, index, db } = setUp()
    writeFiles(root, { 'n01440764/a.JPEG': 'no image', 'n01440764/notes.txt': 'nor is this' })
    await expect(index()).rejects.toThrow(
      /No image in .* n01440764\/a\.JPEG, for one, is skipped: text, perhaps an error/,
    )
    expect(db.datasets.all()).toEqual([])
    writeFiles(root, { 'n01440764/a.JPEG': jpeg() })
    expect(await index()).toMatchObject({ images: 1, classesPresent: 1 })
  })

  it.each([
    [
      'an empty folder, as of a disk that is not mounted',
      (root: string) => rmSync(path.join(root, 'n01440764'), { recursive: true }),
    ],
    ['empty class folders', (root: string) => rmSync(path.join(root, 'n01440764/a.JPEG'))],
    ['files of no use', (root: string) => writeFiles(root, { 'n01440764/a.JPEG': '' })],
  ])('does not take the place of the one that was there: %s', async (_what, spoil) => {
    const { root, index, db } = setUp()
    const content = jpeg()
    writeFiles(root, { 'n01440764/a.JPEG': content })
    const first = await index()
    const before = db.datasets.all()
    spoil(root)
    await expect(index()).rejects.toMatchObject({ code: 'dataset-invalid' })
    expect(db.datasets.all()).toEqual(before)
    const set = { datasetId: first.dataset, generation: 1, limit: null, sample: null }
    expect(db.images.pending(set, 1, '', null, 10).map((image) => image.path)).toEqual(['n01440764/a.JPEG'])
    writeFiles(root, { 'n01440764/a.JPEG': content })
    expect(await index()).toMatchObject({ images: 1, fingerprint: first.fingerprint })
    const now = db.datasets.get(first.dataset)
    expect(db.images.differ(first.dataset, 1, now.generation)).toBe(false)
  })
})

it('keeps what is to be said of a list with the dataset, also where nothing else is new', async () => {
  const { root, index, db } = setUp()
  writeFiles(root, { 'n01440764/a.JPEG': jpeg(40, 30, 1), 'n01443537/b.JPEG': jpeg(40, 30, 2) })
  expect(await index()).toMatchObject({ warnings: [] })
  writeFiles(root, { 'val.txt': 'old.JPEG 3\n' })
  const { dataset, warnings } = await index()
  expect(warnings).toEqual([
    advised(/^val\.txt is left out/, { do: 'set', values: { labels: path.join(root, 'val.txt') } }),
  ])
  expect(db.datasets.get(dataset)).toMatchObject({ warnings, generation: 1, labelsFile: null })
})

it('lets a first indexing that never ended give way to another class list', async () => {
  const { root, index, db, controller } = setUp()
  writeFiles(root, { 'n01440764/a.JPEG': jpeg(), 'ant/b.JPEG': jpeg() })
  const open = new AbortController()
  await expect(
    indexDataset({ folder: root }, { db, resources, signal: open.signal, onProgress: () => open.abort() }),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect(db.datasets.byRoot(root)).toHaveLength(1)
  writeFiles(root, { 'classes.txt': 'ant\n' })
  expect(controller.signal.aborted).toBe(false)
  expect(await index()).toMatchObject({ classes: 1, images: 2, classesPresent: 1 })
})

it('takes over corrected class names, the ids being the same', async () => {
  const { root, index, db } = setUp()
  writeFiles(root, { 'classes.txt': 'ant amt\nbee bee\n', 'ant/a.JPEG': jpeg() })
  const first = await index()
  writeFiles(root, { 'classes.txt': 'ant ant\nbee bee\n' })
  expect(await index()).toMatchObject({ unchanged: 1, fingerprint: first.fingerprint })
  expect(db.datasets.classes(first.dataset).map(({ name }) => name)).toEqual(['ant', 'bee'])
})

it('keeps datasets apart by name', async () => {
  const { root, index } = setUp()
  writeFiles(root, { 'n01440764/a.JPEG': jpeg(), 'ant/b.JPEG': jpeg() })
  const classes = path.join(temporaryFolder(), 'classes.txt')
  writeFiles(path.dirname(classes), { 'classes.txt': 'ant\nbee\n' })
  await index({ name: 'whole' })
  await expect(index({ name: 'whole', classes })).rejects.toThrow(
    refused(/another class list/, { do: 'index-beside', classes: 'another' }),
  )
  expect(await index({ name: 'own', classes })).toMatchObject({ name: 'own', classes: 2, classesPresent: 1 })
  await expect(index()).rejects.toThrow(/several names \(whole, own\)/)
})

it('reads long lists beside its other work, and leaves them where it is told to', async () => {
  const { root, index, controller } = setUp()
  const labels = path.join(temporaryFolder(), 'val.txt')
  const list = Array.from({ length: 700_000 }, (_, i) => `none-${i}.JPEG 1`).join('\n')
  writeFiles(path.dirname(labels), { 'val.txt': list })
  let turns = 0
  const turning = setInterval(() => turns++, 10)
  const end = setTimeout(() => controller.abort(), 300)
  await expect(index({ labels })).rejects.toMatchObject({
    code: 'cancelled',
    message: expect.stringContaining(root) as string,
  })
  clearInterval(turning)
  clearTimeout(end)
  expect(turns).toBeGreaterThan(5)
})
