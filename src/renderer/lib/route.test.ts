import { describe, expect, it } from 'vitest'
import type { AskedRun } from './asked-run.ts'
import { allImages } from './dataset-filter.ts'
import { noFilter } from './error-filter.ts'
import {
  confusionsRoute,
  diagnosisRoute,
  errorsRoute,
  formatRoute,
  newRunRoute,
  newSweepRoute,
  parseRoute,
  runRoute,
  runsRoute,
  seenImageRoute,
  sweepRoute,
  sweepTabRoute,
  type Route,
} from './route.ts'

const asked: AskedRun = {
  ...{ dataset: 1, model: 2, preset: 'caffe', recipe: { crop: 99, mean: [1, 2.5, 3] }, classOffset: -1 },
  ...{ provider: 'cpu', cache: false, asIndexed: false, name: 'a & b=c #%' },
}

const routes: Route[] = [
  { view: 'home' },
  { view: 'dataset', dataset: 3 },
  { view: 'dataset', dataset: 3, tab: 'classes' },
  { view: 'dataset', dataset: 3, tab: 'images', filter: allImages },
  { view: 'dataset', dataset: 3, tab: 'images', filter: { ...allImages, label: 0, run: 4, answer: 'wrong' } },
  { view: 'dataset-image', dataset: 3, image: 50_000, filter: { ...allImages, order: 'ratio', reversed: true } },
  { view: 'model', model: 12 },
  newRunRoute({ dataset: 1 }),
  newRunRoute({ like: 7 }),
  newRunRoute({ asked }),
  diagnosisRoute({ like: 7 }),
  diagnosisRoute({ asked }),
  newSweepRoute(),
  newSweepRoute({ dataset: 1, model: 3, sizes: '256/227, 96-256 step 32' }),
  sweepRoute(5),
  sweepRoute(5, { x: 'session', y: 'classes', classes: [3, 151], published: true }),
  sweepTabRoute(5, 'classes', 2),
  sweepTabRoute(5, 'objects'),
  sweepTabRoute(5, 'critical', 1, {
    groups: [
      { state: 'never', size: null },
      { state: 'non-monotone', size: null },
      { state: 'critical', size: 12 },
    ],
    label: 0,
  }),
  seenImageRoute(3, 17, { sweep: 5, line: 1, groups: [{ state: 'always', size: null }], label: 2, tag: 'dark' }, 4),
  seenImageRoute(3, 17, { sweep: 5, line: 0, groups: [], label: null, tag: '' }),
  runsRoute(),
  runsRoute({
    filter: 'model:=squeezenet crop:>=128 -tag:"to do"',
    order: { column: 'top1', descending: false },
    columns: ['name', 'top1', 'ece'],
    group: 'sweep',
    archived: true,
  }),
  runRoute(4, 'classes'),
  runRoute(4, 'confusions'),
  confusionsRoute(4, {
    search: 'a & b=c #%',
    order: 'clustered',
    diagonal: true,
    part: { left: 12.25, top: 0, cell: 0.62134 },
  }),
  { view: 'class', run: 4, label: 0 },
  errorsRoute(4, { label: 0, predicted: 999 }),
  { view: 'image', run: 4, image: 50_000, filter: { ...noFilter, label: 7, from: 0.25, to: 0.5 } },
  { view: 'image', run: 4, image: 7, filter: { ...noFilter, tag: 'label looks wrong' }, beside: 2 },
  errorsRoute(1, { unanswered: true }),
  errorsRoute(1, { text: 'a & b=c #%', rank: '6+', order: 'margin', reversed: true }),
  { view: 'compare', runs: [1, 4, 9], published: false },
  { view: 'compare', runs: [2], published: true },
  { view: 'compare', runs: [], published: false },
]

describe('a route', () => {
  it.each(routes)('$view survives the address', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route)
  })

  it.each(['', '#', '#/nowhere/1', '#/runs/-1', '#/runs/x', '#/datasets/1.5', '#/diagnosis?asked={'])(
    '%j leads home',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ view: 'home' })
    },
  )

  it('ignores of a curve what makes no sense, and names each class once', () => {
    const parsed = parseRoute('#/sweeps/5?x=luck&y=&classes=9,x,-1,3,9')
    expect(parsed).toEqual(sweepRoute(5, { x: 'crop', y: 'top1', classes: [3, 9], published: false }))
  })

  it('ignores of the images of a sweep what makes no sense, and names each group once', () => {
    const parsed = parseRoute('#/sweeps/5/critical?line=x&groups=never,critical,always-1,,luck,never&label=&x=session')
    const { seen, line, tab } = sweepTabRoute(5, 'critical', 0, { groups: [{ state: 'never', size: null }] })
    expect(parsed).toMatchObject({ seen, line, tab })
  })

  it('ignores a filter that makes no sense', () => {
    expect(parseRoute('#/runs/1/errors?label=x&predicted=-2&from=7&to=&order=luck&rank=3')).toEqual(errorsRoute(1))
  })
})
