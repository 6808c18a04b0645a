import { expect, it } from 'vitest'
import type { EvaluatedRun } from '../../../../shared/run.ts'
import type { MeasuredCurve } from '../../../state/sweep-results.svelte.ts'
import { curveFigures } from './curve-figures.ts'

/** The part of a run that is read. */
const run = (id: number, crop: number, top1: number | null, fps: number | null = null) =>
  ({
    ...{ run: id, top1, top5: top1, ci: { top1: top1 === null ? null : [top1 - 0.05, top1 + 0.05], top5: null } },
    ...{ images: { evaluated: top1 === null ? 0 : 40 }, recipe: { crop }, macs: crop * 1000 },
    speed: {
      session: fps === null ? null : { fps, spread: 0.1, disturbedBy: [`run 9`], repetitions: 50 },
      pipeline: null,
    },
  }) as unknown as EvaluatedRun

/** As it was answered, when no run had a value yet. */
const curve = (y: MeasuredCurve['y'], ...lines: EvaluatedRun[][]): MeasuredCurve => ({
  ...{ y, classes: [] },
  lines: lines.map((runs, i) => ({
    model: `net ${i}`,
    points: runs.map(({ run: id }) => ({ run: id, size: String(id), images: 7, value: 0.01 * id, interval: null })),
    loss: null,
  })),
})

const lines = [
  [run(1, 99, 0.4, 3000), run(2, 128, 0.6, 1000), run(3, 224, 0.7, 500)],
  [run(4, 128, 0.65, 900), run(5, 224, 0.6, 400)],
]
const byId = new Map(lines.flat().map((each) => [each.run, each]))
const by = (x: 'crop' | 'macs' | 'session' | 'pipeline', y: MeasuredCurve['y'] = 'top1') =>
  curveFigures(curve(y, ...lines), byId, { x, pipelineFps: 212 })

it('has the accuracies of the runs as they go on, and all else as it was answered', () => {
  expect(by('crop')[0]?.map(({ value, images }) => [value, images])).toEqual([
    [0.4, 40],
    [0.6, 40],
    [0.7, 40],
  ])
  expect(by('crop', 'ece')[1]?.map(({ value, images, interval }) => [value, images, interval])).toEqual([
    [0.04, 7, null],
    [0.05, 7, null],
  ])
})

it('holds each against the largest of its line', () => {
  const changes = by('crop').map((line) => line.map(({ change }) => change))
  expect(changes).toEqual([
    [expect.closeTo(-0.3, 12), expect.closeTo(-0.1, 12), null],
    [expect.closeTo(0.05, 12), null],
  ])
})

it('knows what nothing beats: less to see or to compute, more images a second, a smaller error', () => {
  const front = (...of: Parameters<typeof by>) =>
    by(...of)
      .flat()
      .flatMap((figure) => (figure.isPareto ? [figure.run.run] : []))
  expect(front('crop')).toEqual([1, 3, 4])
  expect(front('macs')).toEqual([1, 3, 4])
  expect(front('session')).toEqual([1, 2, 3, 4])
  expect(front('crop', 'ece')).toEqual([1])
  // All share the rate of the sweep.
  expect(front('pipeline')).toEqual([3])
  expect(
    by('pipeline')
      .flat()
      .map(({ x }) => x),
  ).toEqual([212, 212, 212, 212, 212])
})

it('says why a rate is uncertain, where a rate is drawn', () => {
  expect(by('session')[0]?.[0]?.doubts).toEqual(['Session rate measured while run 9 went on'])
  expect(by('crop')[0]?.[0]?.doubts).toEqual([])
})

it('keeps a place for what has no value yet, and leaves out runs that nothing is known of', () => {
  const waiting = run(2, 128, null)
  const figures = curveFigures(
    curve('top1', [run(1, 99, 0.4), waiting, run(7, 224, 0.5)]),
    new Map([
      [1, run(1, 99, 0.4)],
      [2, waiting],
    ]),
    {
      x: 'crop',
      pipelineFps: null,
    },
  )
  expect(figures[0]?.map(({ run: { run: id }, x, value, change }) => [id, x, value, change])).toEqual([
    [1, 99, 0.4, null],
    [2, 128, null, null],
  ])
})
