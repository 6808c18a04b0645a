import { expect, it } from 'vitest'
import { z } from 'zod'
import { evaluate, newEngine, sampleEngine, sampleRun, windowDoor } from '../../../testing/engine.ts'

const Rows = z.array(z.object({ rank: z.int(), p1: z.number() }))
type Row = z.infer<typeof Rows>[number]

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** The same figures from the rows of the images report, by the definition. */
function plainly(rows: readonly Row[]) {
  const bins = Array.from({ length: 15 }, (_, k) => rows.filter(({ p1 }) => p1 > k / 15 && p1 <= (k + 1) / 15))
  const accuracy = (bin: readonly Row[]) => bin.filter(({ rank }) => rank === 0).length / bin.length
  const gap = (bin: readonly Row[]) => Math.abs(accuracy(bin) - mean(bin.map(({ p1 }) => p1)))
  const filled = bins.filter((bin) => bin.length > 0)
  return {
    counts: bins.map((bin) => bin.length),
    accuracies: bins.map((bin) => (bin.length === 0 ? null : accuracy(bin))),
    meanConfidence: mean(rows.map(({ p1 }) => p1)),
    ece: filled.reduce((sum, bin) => sum + (bin.length / rows.length) * gap(bin), 0),
    mce: Math.max(...filled.map(gap)),
  }
}

it('is what a plain computation over the images report gives', async () => {
  const engine = await sampleEngine()
  const { run, images, top1Correct } = await evaluate(engine, sampleRun(99))
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'json' })
  const expected = plainly(Rows.parse(JSON.parse(text)))
  const calibration = await windowDoor(engine).call('results.calibration', { run })
  expect(calibration).toMatchObject({ images: images.evaluated, correct: top1Correct })
  expect(calibration.bins.map((bin) => bin.images)).toEqual(expected.counts)
  expect(calibration.bins.map(({ accuracy }) => accuracy)).toEqual(expected.accuracies)
  expect(calibration.meanConfidence).toBeCloseTo(expected.meanConfidence, 6)
  expect(calibration.ece).toBeCloseTo(expected.ece, 6)
  expect(calibration.mce).toBeCloseTo(expected.mce, 6)
  expect(expected.ece).toBeGreaterThan(0)
})

it('is refused for a run that is not there', async () => {
  await expect(newEngine().call('results.calibration', { run: 1 })).rejects.toMatchObject({ code: 'not-found' })
})
