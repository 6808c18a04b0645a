import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Engine } from '../../../shared/contract.ts'
import { ERROR_BINS, type ErrorFilter, type ErrorSelection } from '../../../shared/results.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { evaluate, sampleRun } from '../../../testing/engine.ts'
import { makeFolder, temporaryFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

/** What a window shows of one run, against the reports of the same run. */
const Rows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
type Rows = z.infer<typeof Rows>

const home = makeFolder()
let engine: Engine
let run: RunSummary

async function report(as: 'classes' | 'images' | 'errors'): Promise<Rows> {
  const { text } = await engine.call('reports.render', { run: run.run, as, format: 'json' })
  return Rows.parse(JSON.parse(text))
}

const errors = async (filter: Partial<ErrorFilter> = {}) =>
  (await engine.call('results.errors', { run: run.run, ...filter })).images

beforeAll(async () => {
  await indexSample(home.folder)
  engine = openEngine({ home: home.folder, resources: findResources() })
  // Shorter side to 150, so that images of any shape lose something on two sides only.
  run = await evaluate(engine, sampleRun(99, { recipe: { ...sampleRun(99).recipe, fit: 'shortest', resize: 150 } }))
  expect(run.top1Correct).toBeLessThan(run.images.evaluated)
})
afterAll(async () => {
  await engine.close()
  home.remove()
})

it('classes are those of the report', async () => {
  const classes = await engine.call('results.classes', { run: run.run })
  const asReported = classes.map(({ top1Correct, top5Correct, top1Interval, mostConfusedWith, ...entry }) => {
    expect(entry.top5).toBe(top5Correct / entry.images)
    const { index, wnid, name, images, top1, top5, mostConfusedCount } = entry
    return {
      index,
      wnid,
      name,
      images,
      top1_correct: top1Correct,
      top1,
      top1_lo: top1Interval?.[0] ?? null,
      top1_hi: top1Interval?.[1] ?? null,
      top5,
      most_confused_with: mostConfusedWith?.wnid ?? null,
      most_confused_count: mostConfusedCount,
    }
  })
  expect(asReported).toEqual(await report('classes'))
})

describe('errors', () => {
  it('are those of the report, in its order', async () => {
    const images = await errors()
    const rows = await engine.call('results.rows', { run: run.run, images })
    const reported = await report('errors')
    expect(rows.map(({ image }) => image)).toEqual(images)
    expect(rows.map(({ path, label, predicted, p1, rank }) => ({ path, label, predicted, p1, rank }))).toEqual(
      reported.map((row) => ({
        path: row['file'],
        label: row['label'],
        predicted: row['top1'],
        p1: row['p1'],
        rank: row['rank'],
      })),
    )
  })

  it('can be narrowed by the true class, the predicted one, and both', async () => {
    const rows = await engine.call('results.rows', { run: run.run, images: await errors() })
    const [{ label, predicted } = { label: -1, predicted: -1 }] = rows
    const ids = (wanted: typeof rows) => wanted.map(({ image }) => image)
    expect(await errors({ label })).toEqual(ids(rows.filter((row) => row.label === label)))
    expect(await errors({ predicted })).toEqual(ids(rows.filter((row) => row.predicted === predicted)))
    const both = rows.filter((row) => row.label === label && row.predicted === predicted)
    expect(await errors({ label, predicted })).toEqual(ids(both))
    expect(both.length).toBeLessThan(rows.length)
  })

  it('can be narrowed by rank, by probability and by what is written', async () => {
    const rows = await engine.call('results.rows', { run: run.run, images: await errors() })
    const classes = await engine.call('results.classes', { run: run.run })
    const ids = (wanted: (row: (typeof rows)[number]) => boolean) => rows.filter(wanted).map(({ image }) => image)
    const isNear = ({ rank }: { rank: number }) => rank >= 1 && rank <= 4
    expect(await errors({ rank: '2-5' })).toEqual(ids(isNear))
    expect(await errors({ rank: '6+' })).toEqual(ids((row) => !isNear(row)))
    const median = rows[Math.floor(rows.length / 2)]?.p1 ?? 0
    expect(await errors({ from: median })).toEqual(ids(({ p1 }) => p1 !== null && p1 >= median))
    expect(await errors({ to: 0 })).toEqual([])
    const [{ path: file, label } = { path: '', label: 0 }] = rows
    expect(await errors({ text: path.basename(file).toUpperCase() })).toEqual(ids((row) => row.path === file))
    const { name = '', wnid = '' } = classes[label] ?? {}
    const isOf = (row: (typeof rows)[number]) => row.label === label || row.predicted === label
    for (const text of [name.toUpperCase(), wnid])
      expect(await errors({ text })).toEqual(expect.arrayContaining(ids(isOf)))
    expect(await errors({ text: 'no class, no file' })).toEqual([])
  })

  it('are counted by the confidence of the wrong answer, in bins that list what they count', async () => {
    const confidences = (filter: Partial<ErrorSelection> = {}) =>
      engine.call('results.errorConfidences', { run: run.run, ...filter })
    const all = await confidences()
    for (const [bin, count] of all.entries())
      expect(await errors({ from: bin / ERROR_BINS, to: (bin + 1) / ERROR_BINS })).toHaveLength(count)
    expect(all.filter((count) => count > 0).length).toBeGreaterThan(1)
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
    expect(sum(all)).toBe((await errors()).length)
    const near = await errors({ rank: '2-5' })
    expect(sum(await confidences({ rank: '2-5' }))).toBe(near.length)
    const [image = 0] = near
    await engine.call('annotations.set', { image, tags: ['blurred'] })
    expect(sum(await confidences({ tag: 'blurred' }))).toBe(1)
    await engine.call('annotations.set', { image, tags: [] })
    expect(sum(await confidences({ text: 'no class, no file' }))).toBe(0)
  })

  it('come in any order, and the other way round', async () => {
    const images = await errors()
    const results = await Promise.all(images.map((image) => engine.call('results.image', { run: run.run, image })))
    const margin = ({ predictions: [first, second] }: (typeof results)[number]) =>
      (first?.probability ?? 0) - (second?.probability ?? 0)
    const sortedRank = ({ rank }: { rank: number }) => (rank < 0 ? Infinity : rank)
    const by = {
      confidence: (result: (typeof results)[number]) => -(result.predictions[0]?.probability ?? 0),
      margin,
      rank: sortedRank,
    }
    for (const [order, value] of Object.entries(by)) {
      const values = new Map(results.map((result) => [result.image, value(result)]))
      const sorted = (await errors({ order: order as keyof typeof by })).map((image) => values.get(image) ?? NaN)
      for (const [i, each] of sorted.slice(1).entries()) expect(each).toBeGreaterThanOrEqual((sorted[i] ?? NaN) - 1e-7)
      const back = (await errors({ order: order as keyof typeof by, reversed: true })).map((image) => values.get(image))
      expect(back.at(-1)).toBeCloseTo(sorted[0] ?? NaN, 6)
    }
    const files = await errors({ order: 'file' })
    const paths = new Map(results.map((result) => [result.image, result.path]))
    expect(files.map((image) => paths.get(image))).toEqual([...paths.values()].toSorted())
    expect(await errors({ order: 'file', reversed: true })).toEqual(files.toReversed())
  })
})

describe('one image', () => {
  it('has the predictions of the report, and their names', async () => {
    const [image = 0] = await errors()
    const result = await engine.call('results.image', { run: run.run, image })
    const reported = (await report('images')).find(({ file }) => file === result.path)
    expect(result.predictions).toHaveLength(10)
    expect(result.predictions.slice(0, 5).map(({ index }) => index)).toEqual(
      [1, 2, 3, 4, 5].map((n) => reported?.[`top${n}`]),
    )
    expect(result.predictions.slice(0, 5).map(({ probability }) => probability)).toEqual(
      [1, 2, 3, 4, 5].map((n) => reported?.[`p${n}`]),
    )
    const classes = await engine.call('results.classes', { run: run.run })
    for (const { index, wnid, name } of [...result.predictions, result.label])
      expect({ index, wnid, name }).toMatchObject({ wnid: classes[index]?.wnid, name: classes[index]?.name })
    expect(result).toMatchObject({ image, rank: reported?.['rank'], format: 'JPEG', colorModel: 'YCbCr' })
    expect(result.label).toMatchObject({ index: reported?.['label'], wnid: reported?.['label_wnid'] })
  })

  it('has the crop that the recipe cuts, in fractions of the image', async () => {
    const shapes = new Set<boolean>()
    for (const image of await errors()) {
      const { width, height, crop } = await engine.call('results.image', { run: run.run, image })
      if (!crop) throw new Error('its crop is known')
      shapes.add(width > height)
      // Whatever the image, the window is 99 of the 150 pixels that the shorter side became.
      const [shorter, longer] = width <= height ? [crop.width, crop.height] : [crop.height, crop.width]
      expect(shorter).toBe(99 / 150)
      expect(longer).toBeCloseTo((99 / 150) * (Math.min(width, height) / Math.max(width, height)), 2)
      // It lies in the middle, to the pixel.
      expect(crop.left + crop.width / 2).toBeCloseTo(0.5, 2)
      expect(crop.top + crop.height / 2).toBeCloseTo(0.5, 2)
    }
    expect(shapes.size).toBe(2)
  })

  it('is refused where the run has no prediction for it', async () => {
    const request = engine.call('results.image', { run: run.run, image: 123_456 })
    await expect(request).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/image 123456/) as string,
    })
    expect(await engine.call('results.rows', { run: run.run, images: [123_456] })).toEqual([])
    await expect(engine.call('results.classes', { run: 99 })).rejects.toMatchObject({ code: 'not-found' })
  })
})

it.skipIf(!hasSharedData)('counts the errors of 500 real images (needs ../shared/data)', async () => {
  const real = openEngine({ home: temporaryFolder(), resources: findResources() })
  await real.call('datasets.index', { folder: path.join(sharedData, 'imagenet-sample/val'), name: 'real' })
  const { model } = await real.call('models.add', { file: path.join(sharedData, 'models/mobilenet_v1_0.25_128.onnx') })
  const { preset, recipe } = await real.call('models.suggestRecipe', { model })
  const summary = await evaluate(real, { dataset: 'real', model, preset, recipe })
  expect((await real.call('results.errors', { run: summary.run })).images).toHaveLength(278)
  const classes = await real.call('results.classes', { run: summary.run })
  expect(classes.reduce((sum, { images }) => sum + images, 0)).toBe(500)
  expect(classes.reduce((sum, { top1Correct }) => sum + top1Correct, 0)).toBe(222)
  await real.close()
})
