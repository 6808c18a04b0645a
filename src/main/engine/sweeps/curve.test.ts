import { expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import { mcnemarExact, pairedDifference, wilson } from '../../../shared/metrics.ts'
import { evaluate, newEngine, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleModel } from '../../../testing/sample.ts'

const SIZES = [256, 128, 99].map((resize) => ({ resize, crop: 99 }))
const LIMIT = 120

type Row = Record<string, string | number | null>

async function sampleSweep(engine: Engine) {
  const { recipe = {} } = sampleRun(99)
  const shared = { dataset: 'sample', asIndexed: true, limit: LIMIT, threads: 1, recipe }
  const { sweep } = await engine.call('sweeps.start', { ...shared, models: [{ file: sampleModel(99) }], sizes: SIZES })
  const { runs } = await engine.call('sweeps.get', { sweep })
  for (const { run } of runs) await engine.call('runs.wait', { run })
  // The smallest first.
  return { sweep, runs: runs.map(({ run }) => run).toReversed() }
}

async function imagesOf(engine: Engine, run: number): Promise<Row[]> {
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'json' })
  return JSON.parse(text) as Row[]
}

it('draws what the reports of its runs say, and tells what is lost image by image', async () => {
  const home = temporaryFolder()
  const engine = await sampleEngine(home)
  const { sweep, runs } = await sampleSweep(engine)
  const images = await Promise.all(runs.map((run) => imagesOf(engine, run)))

  const flipped: number[] = []
  for (const [y, deepest] of [
    ['top1', 0],
    ['top5', 4],
  ] as const) {
    const isRight = (row: Row | undefined) => Number(row?.['rank']) >= 0 && Number(row?.['rank']) <= deepest
    const [line, ...others] = await engine.call('sweeps.curve', { sweep, y })
    expect(others).toEqual([])
    const counts = images.map((rows) => rows.filter(isRight).length)
    expect(line?.points).toEqual(
      counts.map((correct, i) => ({
        ...{ run: runs[i], size: ['99/99', '128/99', '256/99'][i] },
        ...{ images: LIMIT, value: correct / LIMIT, interval: wilson(correct, LIMIT) },
      })),
    )
    const [small, , large] = images
    const only = (one: Row[] = [], other: Row[] = []) =>
      one.filter((row, i) => isRight(row) && !isRight(other[i])).length
    const [lost, gained] = [only(large, small), only(small, large)]
    const both = (counts[0] ?? 0) - gained
    expect(line?.loss).toEqual({
      images: LIMIT,
      sizes: runs.map((run, i) => ({ run, size: line?.points[i]?.size, correct: counts[i] })),
      ...{ lost, gained, p: mcnemarExact(lost, gained) },
      interval: pairedDifference(both, lost, gained, LIMIT - both - lost - gained),
    })
    flipped.push(lost + gained)
  }

  expect(Math.max(...flipped)).toBeGreaterThan(0)

  const labels = images[0]?.map((row) => Number(row['label'])) ?? []
  const classes = [labels[0] ?? 0, labels.at(-1) ?? 0]
  const [ofClasses] = await engine.call('sweeps.curve', { sweep, y: 'classes', classes })
  const chosen = images.map((rows) => rows.filter((row) => classes.includes(Number(row['label']))))
  expect(new Set(classes).size).toBe(2)
  expect(ofClasses?.points.map(({ images: count, value }) => [count, value])).toEqual(
    chosen.map((rows) => [rows.length, rows.filter(({ rank }) => rank === 0).length / rows.length]),
  )
  expect(ofClasses?.loss?.images).toBe(chosen[0]?.length)
  expect(await engine.call('sweeps.curve', { sweep, y: 'classes' })).toMatchObject([
    { points: runs.map(() => ({ images: 0, value: null, interval: null })), loss: null },
  ])

  const [calibrated] = await engine.call('sweeps.curve', { sweep, y: 'ece' })
  for (const { run, images: count, value, interval } of calibrated?.points ?? []) {
    const { ece, images: answered } = await engine.call('results.calibration', { run })
    expect([count, interval]).toEqual([answered, null])
    expect(value).toBeCloseTo(ece ?? NaN, 12)
  }
  expect(calibrated?.loss).toBeNull()

  // What was kept of the first questions is read by the next engine.
  await engine.close()
  const [again] = await newEngine(home).call('sweeps.curve', { sweep, y: 'ece' })
  expect(again).toEqual(calibrated)
})

it('puts runs of one model that differ in more than their size on lines of their own', async () => {
  const engine = await sampleEngine()
  const { recipe = {} } = sampleRun(99)
  const shared = { dataset: 'sample', asIndexed: true, limit: 4, threads: 1, recipe }
  const sizes = (['pillow-bilinear', 'opencv-linear'] as const).flatMap((resampler) =>
    [128, 110].map((resize) => ({ resize, crop: 99, resampler })),
  )
  const { sweep } = await engine.call('sweeps.start', { ...shared, models: [{ file: sampleModel(99) }], sizes })
  const { runs } = await engine.call('sweeps.get', { sweep })
  for (const { run } of runs) await engine.call('runs.wait', { run })
  const lines = await engine.call('sweeps.curve', { sweep, y: 'top1' })
  expect(lines.map(({ model, points }) => [model, points.map(({ size }) => size)])).toEqual([
    ['sample_net_99 pillow-bilinear', ['110/99', '128/99']],
    ['sample_net_99 opencv-linear', ['110/99', '128/99']],
  ])
  // A run alone has nothing to lose against, and belongs to no sweep.
  const alone = await evaluate(engine, sampleRun(99, { limit: 2 }))
  await expect(engine.call('sweeps.curve', { sweep: alone.run, y: 'top1' })).rejects.toMatchObject({
    code: 'not-found',
  })
})
