import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import type { DatasetFilter, DatasetRow } from '../../../shared/dataset-contents.ts'
import { evaluate, sampleRun, windowDoor } from '../../../testing/engine.ts'
import { makeFolder, writeFiles } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

/** What a window shows of a dataset before any run, and of one that a run has answered. */
const home = makeFolder()
let engine: Engine
let dataset: number

const ids = async (filter: Partial<DatasetFilter> = {}, of = dataset) =>
  Array.from((await engine.call('datasets.images', { dataset: of, ...filter })).images)
const rowsOf = async (filter: Partial<DatasetFilter> = {}, of = dataset) =>
  engine.call('datasets.imageRows', { dataset: of, run: filter.run ?? null, images: await ids(filter, of) })
const where = (rows: readonly DatasetRow[], wanted: (row: DatasetRow) => boolean) =>
  rows.filter(wanted).map(({ image }) => image)

beforeAll(async () => {
  await indexSample(home.folder)
  engine = openEngine({ home: home.folder, resources: findResources() })
  dataset = (await engine.call('datasets.list', {}))[0]?.dataset ?? 0
})
afterAll(async () => {
  await engine.close()
  home.remove()
})

it('images are listed by path, and in other orders by what is known of them', async () => {
  const rows = await rowsOf()
  expect(rows).toHaveLength(240)
  expect(rows.map(({ path: file }) => file)).toEqual(rows.map(({ path: file }) => file).toSorted())
  expect(await ids({ reversed: true })).toEqual(rows.map(({ image }) => image).toReversed())
  const by = {
    class: ({ label }: DatasetRow) => label ?? 0,
    pixels: ({ width, height }: DatasetRow) => -(width ?? 0) * (height ?? 0),
    ratio: ({ width, height }: DatasetRow) => -(width ?? 0) / (height ?? 1),
  }
  for (const [order, key] of Object.entries(by)) {
    const sorted = rows.toSorted((a, b) => key(a) - key(b)).map(({ image }) => image)
    expect(await ids({ order: order as keyof typeof by })).toEqual(sorted)
  }
})

it('images are narrowed by class, text, format and tag', async () => {
  const rows = await rowsOf()
  const [{ image, label, path: file } = { image: 0, label: 0, path: '' }] = rows
  const ofClass = where(rows, (row) => row.label === label)
  expect(await ids({ label })).toEqual(ofClass)
  const { wnid = '', name = '' } = (await engine.call('datasets.classes', { dataset }))[label ?? 0] ?? {}
  for (const text of [wnid, name.toUpperCase()]) expect(await ids({ text })).toEqual(expect.arrayContaining(ofClass))
  expect(await ids({ text: path.basename(file).toUpperCase() })).toEqual([image])
  expect(await ids({ format: 'JPEG' })).toHaveLength(240)
  expect(await ids({ format: 'PNG' })).toEqual([])
  await engine.call('annotations.set', { image, tags: ['blurred'] })
  expect(await ids({ tag: 'blurred' })).toEqual([image])
  await engine.call('annotations.set', { image, tags: [] })
})

it("a run's answers mark the images, and narrow them", async () => {
  const { run } = await evaluate(engine, sampleRun(99, { limit: 60 }))
  const rows = await rowsOf({ run })
  const wrong = (await engine.call('results.errors', { run, order: 'file' })).images
  const right = (await engine.call('results.errors', { run, order: 'file', answers: 'right' })).images
  expect(wrong.length + right.length).toBe(60)
  expect(where(rows, ({ answer }) => answer !== null && answer.rank !== 0)).toEqual(wrong)
  expect(await ids({ run, answer: 'wrong' })).toEqual(wrong)
  expect(await ids({ run, answer: 'right' })).toEqual(right)
  expect(where(rows, ({ answer }) => answer === null)).toHaveLength(180)
  const all = (await engine.call('results.errors', { run, answers: 'all', order: 'file' })).images
  expect(all.toSorted((a, b) => a - b)).toEqual([...wrong, ...right].toSorted((a, b) => a - b))
})

it('skipped files are listed with why, have an image of their own, and are counted beside the others', async () => {
  const folder = path.join(home.folder, 'val')
  const photograph = readFileSync(path.join(sampleDataset, (await rowsOf())[0]?.path ?? ''))
  writeFiles(folder, {
    'n01440764/a.JPEG': photograph,
    'n01440764/empty.JPEG': '',
    'n01443537/b.JPEG': photograph,
    'n01443537/half.PNG': 'no picture',
  })
  const { dataset: of } = await engine.call('datasets.index', { folder })
  const skipped = await engine.call('datasets.skipped', { dataset: of, counted: true, count: 10 })
  expect(skipped.map(({ image }) => image)).toEqual(await ids({ use: 'skipped' }, of))
  expect(skipped.map(({ reason }) => reason)).toEqual(['empty-file', 'not-an-image'])
  expect((await rowsOf({ use: 'usable' }, of)).map(({ path: file }) => file)).toEqual([
    'n01440764/a.JPEG',
    'n01443537/b.JPEG',
  ])
  const classes = await engine.call('datasets.classes', { dataset: of })
  expect(classes.slice(0, 3).map(({ images, skipped: left }) => [images, left])).toEqual([
    [1, 1],
    [1, 1],
    [0, 0],
  ])
  const sizes = await engine.call('datasets.sizes', { dataset: of })
  expect(sizes).toMatchObject({ measured: 2, unmeasured: 2, formats: [{ format: 'JPEG', images: 2 }] })
  const { files } = await engine.call('datasets.duplicates', { dataset: of, count: 10 })
  expect(files.map(({ image, sameAsImage }) => [sameAsImage, image])).toEqual([await ids({ use: 'usable' }, of)])

  const image = skipped[0]?.image ?? 0
  const found = await windowDoor(engine).call('datasets.image', { dataset: of, image })
  expect(found).toMatchObject({ path: 'n01440764/empty.JPEG', fault: 'empty-file', width: null })
  expect(found.label?.wnid).toBe('n01440764')
  await expect(engine.call('datasets.image', { dataset, image })).rejects.toThrow(`has no image ${image}`)
  await engine.call('annotations.set', { image, note: 'an empty one' })
})
