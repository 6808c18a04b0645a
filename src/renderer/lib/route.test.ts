import { describe, expect, it } from 'vitest'
import { formatRoute, parseRoute, type Route } from './route.ts'

const routes: Route[] = [
  { view: 'home' },
  { view: 'dataset', dataset: 3 },
  { view: 'model', model: 12 },
  { view: 'new-run', dataset: 1, model: null },
  { view: 'run', run: 4, tab: 'classes', label: null, predicted: null },
  { view: 'run', run: 4, tab: 'errors', label: 0, predicted: 999 },
  { view: 'image', run: 4, image: 50_000, label: 7, predicted: null },
  { view: 'compare', runs: [1, 4, 9], published: false },
  { view: 'compare', runs: [2], published: true },
  { view: 'compare', runs: [], published: false },
]

describe('a route', () => {
  it.each(routes)('$view survives the address', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route)
  })

  it.each(['', '#', '#/nowhere/1', '#/runs', '#/runs/-1', '#/runs/x', '#/datasets/1.5'])('%j leads home', (hash) => {
    expect(parseRoute(hash)).toEqual({ view: 'home' })
  })

  it('ignores a filter that is no class', () => {
    expect(parseRoute('#/runs/1/errors?label=x&predicted=-2')).toEqual({
      view: 'run',
      run: 1,
      tab: 'errors',
      label: null,
      predicted: null,
    })
  })
})
