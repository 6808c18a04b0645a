import { expect, it } from 'vitest'
import type { ComparisonRow } from '../../../shared/comparison.ts'
import { measuredRuns, paretoFront, publishedFigures } from './speed-accuracy.ts'

/** The part of a row that is read. */
const row = (run: number, top1: number | null, fps: number | null, status = 'done', doubts: string[] = []) =>
  ({
    baseline: run === 1,
    doubts,
    summary: {
      run,
      name: `run ${run}`,
      top1,
      status,
      images: { evaluated: 40, indexed: 40 },
      ci: { top1: top1 === null ? null : [top1 - 0.05, top1 + 0.05] },
      speed: { session: fps === null ? null : { fps } },
    },
  }) as unknown as ComparisonRow

const front = (...all: [top1: number, fps: number][]) =>
  paretoFront(all.map(([top1, fps]) => ({ top1, fps }))).map(({ top1, fps }) => [top1, fps])

it('leaves out what has no figure', () => {
  expect(measuredRuns([row(1, 0.7, 100), row(2, null, 10), row(3, 0.5, null)])).toMatchObject([
    { run: 1, baseline: true, top1: 0.7, fps: 100 },
  ])
})

it('marks what is not done, and whose rate is uncertain, in words that a saved chart keeps', () => {
  const why = 'its session speed was measured while run 2 went on'
  expect(
    measuredRuns([row(1, 0.7, 100), row(2, 0.6, 90, 'interrupted'), row(3, 0.5, 80, 'done', [why])]),
  ).toMatchObject([
    { mark: '', basis: '40 of 40 images' },
    { mark: ' (interrupted)', basis: 'Interrupted, 40 of 40 images' },
    { mark: ' †', basis: `40 of 40 images\n${why}` },
  ])
})

it('has the published rows as points that are no runs', () => {
  expect(publishedFigures).toHaveLength(6)
  expect(publishedFigures[0]).toMatchObject({
    run: null,
    name: 'AlexNet 256/227',
    top1: expect.closeTo(0.571) as number,
    fps: 624,
  })
  expect(publishedFigures[5]).toMatchObject({
    name: 'VGG_F_extralayer 128/111',
    top1: expect.closeTo(0.502) as number,
    fps: 1248,
  })
})

it('finds the front, slowest first', () => {
  expect(front([0.5, 1000], [0.7, 100], [0.4, 900], [0.3, 2000])).toEqual([
    [0.7, 100],
    [0.5, 1000],
    [0.3, 2000],
  ])
})

it('leaves out what is as good in one and worse in the other, and keeps equals', () => {
  expect(front([0.7, 100], [0.7, 200], [0.6, 200])).toEqual([[0.7, 200]])
  expect(front([0.7, 200], [0.7, 200])).toHaveLength(2)
  expect(front()).toEqual([])
})
