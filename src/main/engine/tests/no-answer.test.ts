import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { messageOfAdvice } from '../../../shared/advice.ts'
import type { Engine } from '../../../shared/contract.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import type { ErrorFilter, ResultRow } from '../../../shared/results.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { evaluate, sampleRun } from '../../../testing/engine.ts'
import { makeFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { patient } from '../../../testing/patience.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'
import { buildModel, classifierParts, type ModelParts } from '../model/testing/tiny-models.ts'

/** The mean of an image's pixels beyond which the network below gives no answer. */
const BRIGHT = 80
const IMAGES = 240
const CLASSES = 12

/** A classifier; for bright images the masked ones of its scores are the root of a negative number. */
function network(mask: readonly number[]): Uint8Array {
  const parts = classifierParts({ side: 16, output: 'scores' })
  const vector = (name: string, data: readonly number[]) =>
    ({ name, dataType: 'float32', dims: [data.length], data: Float32Array.from(data) }) as const
  const nodes: ModelParts['nodes'] = [
    { opType: 'ReduceMean', inputs: ['image'], outputs: ['light'], attributes: { axes: [1, 2, 3], keepdims: 0 } },
    { opType: 'Sub', inputs: ['bright', 'light'], outputs: ['margins'] },
    { opType: 'Unsqueeze', inputs: ['margins', 'axis'], outputs: ['margin'] },
    { opType: 'Mul', inputs: ['margin', 'mask'], outputs: ['masked'] },
    { opType: 'Sqrt', inputs: ['masked'], outputs: ['roots'] },
    { opType: 'Mul', inputs: ['roots', 'zero'], outputs: ['nothing'] },
    { opType: 'Add', inputs: ['scores', 'nothing'], outputs: ['out'] },
  ]
  return buildModel({
    ...parts,
    nodes: [...parts.nodes, ...nodes],
    initializers: [
      ...(parts.initializers ?? []),
      ...[vector('bright', [BRIGHT]), vector('zero', [0]), vector('mask', mask)],
      { name: 'axis', dataType: 'int64', dims: [1], data: BigInt64Array.of(1n) },
    ],
    outputs: [['out', 'float32', ['N', CLASSES]]],
  })
}

const { folder, remove } = makeFolder()
let engine: Engine
/** Of one network: with an answer for every image; without one for bright images; and with a single score that is none. */
let runs: Record<'whole' | 'without' | 'single', RunSummary>
/** What `whole` answered, and which of its images are bright by their very pixels. */
let rows: ResultRow[]
let bright: Set<number>

beforeAll(async () => {
  const home = path.join(folder, 'home')
  await indexSample(home)
  engine = openEngine({ home, resources: findResources() })
  const start = (name: string, masked: (score: number) => boolean) => {
    const model = path.join(folder, `${name}.onnx`)
    writeFileSync(model, network(Array.from({ length: CLASSES }, (_, i) => (masked(i) ? 1 : 0))))
    const plain: Pick<Recipe, 'mean' | 'std' | 'scale'> = { mean: [0, 0, 0], std: [1, 1, 1], scale: 1 }
    const recipe = { fit: 'shortest', resize: 18, crop: 16, ...plain } as const
    return evaluate(engine, sampleRun(99, { model, recipe }))
  }
  const whole = await start('whole', () => false)
  const without = await start('without', () => true)
  runs = { whole, without, single: await start('single', (i) => i === CLASSES - 1) }
  const all = Array.from({ length: IMAGES }, (_, i) => i + 1)
  rows = await engine.call('results.rows', { run: whole.run, images: all })
  const means = await Promise.all(rows.map(({ image }) => meanOfPixels(image)))
  bright = new Set(rows.flatMap(({ image }, i) => ((means[i] ?? 0) > BRIGHT ? [image] : [])))
}, patient(120_000))
afterAll(async () => {
  await engine.close()
  remove()
})

async function meanOfPixels(image: number): Promise<number> {
  const { bmp } = await engine.call('images.pixels', { run: runs.whole.run, image })
  const pixels = bmp.subarray(new DataView(bmp.buffer, bmp.byteOffset).getUint32(10, true))
  return pixels.reduce((sum, value) => sum + value, 0) / pixels.length
}

const rightIn = (wanted: (row: ResultRow) => boolean) => rows.filter((row) => row.rank === 0 && wanted(row)).length
const isBright = ({ image }: ResultRow) => bright.has(image)
const isDark = (row: ResultRow) => !isBright(row)
const errors = async (filter: Partial<ErrorFilter> = {}) =>
  (await engine.call('results.errors', { run: runs.without.run, ...filter })).images

it('images whose scores are NaN are wrong answers, counted and named, and leave no denominator', () => {
  expect(rows).toHaveLength(IMAGES)
  expect(bright.size).toBeGreaterThan(5)
  expect(bright.size).toBeLessThan(IMAGES - 5)
  expect(rightIn(isBright)).toBeGreaterThan(0)
  for (const run of [runs.without, runs.single]) {
    const top1Correct = rightIn(isDark)
    expect(run).toMatchObject({
      status: 'done',
      images: { indexed: IMAGES, evaluated: IMAGES, unanswered: bright.size, skipped: 0, skippedBy: [] },
      top1Correct,
      top1: top1Correct / IMAGES,
    })
    expect(run.warnings.map(messageOfAdvice).join()).toContain(`no answer for ${bright.size} of ${IMAGES} images`)
  }
  expect(runs.whole).toMatchObject({ images: { unanswered: 0 }, top1Correct: rightIn(() => true) })
})

it('all of them come from the crop cache the second time', () => {
  expect(runs.without).toMatchObject({
    speed: { pipeline: { images: IMAGES, cached: IMAGES } },
    cropCache: { found: IMAGES, appended: 0 },
  })
})

it('a report has them with empty cells and a rank of -1, as CSV and as JSON', async () => {
  const render = async (as: 'images' | 'errors', format: 'csv' | 'json') =>
    (await engine.call('reports.render', { run: runs.without.run, as, format })).text
  const lines = (await render('images', 'csv')).trimEnd().split('\r\n').slice(1)
  const found = lines.filter((line) => /,-1,,,,,,,,,,$/.test(line)).map((line) => line.split(',')[0])
  expect(found).toEqual(rows.filter(isBright).map((row) => row.path))
  const Answers = z.array(
    z.object({ file: z.string(), rank: z.int(), top1: z.int().nullable(), p1: z.number().nullable() }),
  )
  const wrong = Answers.parse(JSON.parse(await render('errors', 'json')))
  expect(wrong).toHaveLength(IMAGES - rightIn(isDark))
  // The most confident first, and those without any confidence last.
  expect(wrong.slice(-bright.size).every(({ rank, top1, p1 }) => rank === -1 && top1 === null && p1 === null)).toBe(
    true,
  )
  expect(wrong.slice(0, -bright.size).every(({ top1, p1 }) => top1 !== null && p1 !== null)).toBe(true)
})

it('they are among the errors, and in no range of confidence', async () => {
  const all = await errors()
  expect(new Set(await errors({ unanswered: true }))).toEqual(bright)
  for (const order of ['confidence', 'margin', 'rank'] as const)
    expect(new Set((await errors({ order })).slice(-bright.size)), order).toEqual(bright)
  expect(await errors({ from: 0.01 })).toEqual(all.filter((image) => !bright.has(image)))
  expect((await errors({ to: 0.99 })).some((image) => bright.has(image))).toBe(false)
  expect((await errors({ rank: '6+' })).filter((image) => bright.has(image))).toHaveLength(bright.size)
  const bins = await engine.call('results.errorConfidences', { run: runs.without.run })
  expect(bins.reduce((sum, images) => sum + images)).toBe(all.length - bright.size)
  const [row] = await engine.call('results.rows', { run: runs.without.run, images: [...bright].slice(0, 1) })
  expect(row).toMatchObject({ predicted: null, p1: null, margin: null, rank: -1 })
})

it('classes count them as wrong, and as taken for no class', async () => {
  const { run } = runs.without
  const classes = await engine.call('results.classes', { run })
  const { counts, images, unanswered, predicted } = await engine.call('results.confusions', { run })
  const sum = (list: Int32Array | number[]) => [...list].reduce((total, each) => total + each, 0)
  expect(sum(classes.map((each) => each.unanswered))).toBe(bright.size)
  expect([...unanswered]).toEqual(classes.map((each) => each.unanswered))
  expect(sum(images)).toBe(IMAGES)
  expect(sum(counts) + bright.size).toBe(IMAGES - rightIn(isDark))
  expect(Math.min(...predicted)).toBeGreaterThanOrEqual(0)
  for (const { index, images: own, unanswered: without, top1Correct } of classes.filter((each) => each.images > 0)) {
    const detail = await engine.call('results.class', { run, label: index })
    expect(detail).toMatchObject({ images: own, unanswered: without, top1Correct })
    expect(sum(detail.takenFor.map(({ count }) => count))).toBe(own - top1Correct - without)
  }
})

it('they have no confidence, and calibration says how many it leaves out', async () => {
  const calibration = await engine.call('results.calibration', { run: runs.without.run })
  expect(calibration).toMatchObject({ images: IMAGES - bright.size, unanswered: bright.size, correct: rightIn(isDark) })
  expect(calibration.bins.reduce((sum, { images }) => sum + images, 0)).toBe(IMAGES - bright.size)
})

it('two runs are paired by them too: no answer is wrong, and the same as no answer', async () => {
  const pair = { first: runs.whole.run, second: runs.without.run }
  const flips = await engine.call('results.flips', pair)
  expect(flips).toMatchObject({ images: IMAGES, cells: { lost: rightIn(isBright), gained: 0 } })
  const { images } = await engine.call('results.flipImages', { ...pair, cell: 'lost' })
  const [row] = await engine.call('results.flipRows', { ...pair, images })
  expect(row).toMatchObject({ first: { rank: 0 }, second: { predicted: null, p1: null, rank: -1 } })
  const both = await engine.call('results.flips', { first: runs.without.run, second: runs.single.run })
  expect(both.cells).toMatchObject({ lost: 0, gained: 0, 'different-wrong': 0 })

  const { rows: compared, warnings } = await engine.call('runs.compare', { runs: [pair.first, pair.second] })
  expect(compared[1]).toMatchObject({ paired: { images: IMAGES, onlyBaseline: rightIn(isBright), onlyThis: 0 } })
  expect(warnings.join()).toContain(`no answer for ${bright.size} of ${IMAGES} images`)
})

it('an image has no prediction in such a run, and its page still opens', async () => {
  const [image = 0] = bright
  expect(await engine.call('results.image', { run: runs.without.run, image })).toMatchObject({
    rank: -1,
    predictions: [],
  })
  const answers = await engine.call('results.imageInRuns', { image })
  expect(answers.map(({ predicted, p1 }) => [predicted === null, p1 === null])).toEqual([
    [false, false],
    [true, true],
    [true, true],
  ])
})
