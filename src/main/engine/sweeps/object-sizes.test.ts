import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, afterAll, expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import { wilson } from '../../../shared/metrics.ts'
import { binEdges, objectBin } from '../../../shared/object-size.ts'
import { sampleRun, windowDoor } from '../../../testing/engine.ts'
import { makeFolder, temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { jpeg } from '../../../testing/images.ts'
import { sampleFolder, sampleModel } from '../../../testing/sample.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../engine.ts'

const CROP = 99
/** The smaller cuts what sticks out of the middle, and the larger has objects a fifth larger. */
const RESIZES = [104, 128]
const LIMIT = 60

type Row = Record<string, string | number | null>

const { folder, remove } = makeFolder()
let engine: Engine
let sweep: number
let runs: number[]
beforeAll(async () => {
  await indexSample(folder)
  engine = openEngine({ home: folder, resources: findResources() })
  sweep = await sweepOf('sample', LIMIT)
  runs = (await engine.call('sweeps.get', { sweep })).runs.map(({ run }) => run)
})
afterAll(async () => {
  await engine.close()
  remove()
})

async function sweepOf(dataset: string, limit: number): Promise<number> {
  const { recipe = {} } = sampleRun(CROP)
  const sizes = RESIZES.map((resize) => ({ resize, crop: CROP }))
  const models = [{ file: sampleModel(CROP) }]
  const shared = { dataset, asIndexed: true, preset: 'torchvision', limit, threads: 1 } as const
  const started = await engine.call('sweeps.start', { ...shared, recipe, models, sizes })
  const summary = await engine.call('sweeps.get', { sweep: started.sweep })
  for (const { run } of summary.runs) await engine.call('runs.wait', { run })
  return started.sweep
}

/** The side of the shipped box of an image in the network's pixels, written out for a squash. */
function sideAt(resize: number, file: string): number {
  const xml = readFileSync(path.join(sampleFolder, 'bbox', file.replace('.JPEG', '.xml')), 'utf8')
  const number = (tag: string) => Number(new RegExp(`<${tag}>(\\d+)`).exec(xml)?.[1])
  const margin = Math.floor((resize - CROP) / 2)
  const length = (from: number, to: number, side: number) =>
    Math.min(((to + 1) * resize) / side, margin + CROP) - Math.max((from * resize) / side, margin)
  const across = length(number('xmin'), number('xmax'), number('width'))
  return Math.sqrt(across * length(number('ymin'), number('ymax'), number('height')))
}

async function answers(run: number): Promise<Row[]> {
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'json' })
  return JSON.parse(text) as Row[]
}

it('counts the right answers at each size by the side of their objects', async () => {
  const { text } = await engine.call('sweeps.render', { sweep, as: 'object-size', format: 'json' })
  const rows = JSON.parse(text) as Row[]
  for (const [i, resize] of RESIZES.entries()) {
    const bins = new Map<number, { sides: number[]; right: number }>()
    for (const { file, rank } of await answers(runs[i] ?? 0)) {
      const side = sideAt(resize, String(file))
      const { to } = binEdges(objectBin(side))
      const bin = bins.get(to) ?? { sides: [], right: 0 }
      bins.set(to, { sides: [...bin.sides, side], right: bin.right + (rank === 0 ? 1 : 0) })
    }
    const expected = [...bins].toSorted(([a], [b]) => a - b)
    const found = rows.filter(({ size }) => size === `${resize}/${CROP}`)
    expect(found).toMatchObject(
      expected.map(([to, { sides, right }]) => {
        const [low, high] = wilson(right, sides.length) ?? []
        const counts = { images: sides.length, top1_correct: right, top1: right / sides.length }
        return { model: 'sample_net_99', object_to: to, ...counts, top1_lo: low, top1_hi: high }
      }),
    )
    for (const [at, [, { sides }]] of expected.entries())
      expect(found[at]?.['object_mean']).toBeCloseTo(sides.reduce((sum, side) => sum + side, 0) / sides.length, 9)
    expect(found.reduce((sum, { images }) => sum + Number(images), 0)).toBe(LIMIT)
    expect(found.length).toBeGreaterThan(1)
  }
  expect(rows).toHaveLength(new Set(rows.map(({ size, object_to: to }) => JSON.stringify([size, to]))).size)
})

it('tells a window the same, and what accuracy would be if it depended on the size of objects alone', async () => {
  const [curves, ...others] = await windowDoor(engine).call('sweeps.objectSize', { sweep })
  expect(others).toEqual([])
  expect(curves).toMatchObject({ model: 'sample_net_99', evaluated: LIMIT, images: LIMIT })
  const all = curves?.curves ?? []
  expect(all.map(({ run, size }) => [run, size])).toEqual(RESIZES.map((resize, i) => [runs[i], `${resize}/${CROP}`]))
  for (const { run, top1, expected, bins } of all) {
    expect(top1).toBe((await answers(run)).filter(({ rank }) => rank === 0).length / LIMIT)
    const share = (to: number) => {
      const same = all.flatMap((other) => other.bins.filter((bin) => bin.to === to))
      const sum = (of: 'correct' | 'images') => same.reduce((total, bin) => total + bin[of], 0)
      return sum('correct') / sum('images')
    }
    expect(expected).toBeCloseTo(
      bins.reduce((sum, { to, images }) => sum + (images / LIMIT) * share(to), 0),
      12,
    )
  }
  const { text } = await engine.call('sweeps.render', { sweep, as: 'object-size', format: 'md' })
  expect(text).toContain('60 of the 60 images that all runs of sample_net_99 have evaluated have boxes')
  expect(text).toMatch(/At 104\/99: top-1 \d+\.\d%; \d+\.\d% if it depended on the objects' size alone\./)
})

it('counts images without boxes, and says where there is nothing to tell', async () => {
  const bare = temporaryFolder()
  for (const n of [1, 2, 3]) writeFiles(bare, { [`x00000101/${n}.JPEG`]: jpeg(200, 200, n) })
  writeFiles(bare, { 'classes.txt': readFileSync(path.join(sampleFolder, 'val/classes.txt')) })
  await engine.call('datasets.index', { folder: bare, name: 'bare' })
  const without = await sweepOf('bare', 3)
  expect(await engine.call('sweeps.objectSize', { sweep: without })).toMatchObject([
    { evaluated: 3, images: 0, curves: [{ top1: null, expected: null, bins: [] }, { bins: [] }] },
  ])
  await expect(
    engine.call('sweeps.render', { sweep: without, as: 'object-size', format: 'csv' }),
  ).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('index bare with the XML files') as string,
  })
  const box = '<bndbox><xmin>0</xmin><ymin>0</ymin><xmax>3</xmax><ymax>3</ymax></bndbox>'
  writeFiles(bare, { 'x00000101/2.xml': `<annotation><object><name>a</name>${box}</object></annotation>` })
  await engine.call('datasets.index', { folder: bare, name: 'bare' })
  // In the corner: of 104 pixels the crop keeps those from 2 on, to which 200 / 104 × 4 reach; of 128, those from 14 on.
  expect(await engine.call('sweeps.objectSize', { sweep: without })).toMatchObject([
    {
      evaluated: 3,
      images: 1,
      curves: [{ bins: [{ from: 0, to: 4, images: 1 }] }, { bins: [{ from: 0, to: 0, side: 0 }] }],
    },
  ])
})
