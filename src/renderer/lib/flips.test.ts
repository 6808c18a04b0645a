import { describe, expect, it } from 'vitest'
import { FlipCell, type ClassFlips } from '../../shared/flips.ts'
import { reorderedFlips, sortFlips } from './flip-order.ts'
import { noSelection, parsePair, parseSelection, shownRun, swapped } from './flips.ts'
import { flipImageRoute, flipsRoute, formatRoute, parseRoute } from './route.ts'

const lost = { first: 1, second: 2, cell: 'lost', label: 3, group: '', tag: '', order: 'confidence-lost' } as const

describe('the address', () => {
  it.each(FlipCell.options)('holds the cell %s, for its page and for an image that was opened there', (cell) => {
    const address = { first: 12, second: 4, cell, label: 7, group: 'n02084071', tag: 'dark', order: 'file' } as const
    for (const route of [flipsRoute(address), flipImageRoute(4, 99, address), flipImageRoute(4, 99, address, 12)])
      expect(parseRoute(formatRoute(route))).toEqual(route)
  })

  it('names no default, and leaves out what makes no sense', () => {
    expect(formatRoute(flipsRoute({ first: 1, second: 2 }))).toBe('#/flips/1/2')
    expect(parseSelection(new URLSearchParams('cell=luck&label=x&order=x'))).toEqual(noSelection)
    expect(parseRoute('#/flips/1')).toEqual({ view: 'home' })
    expect(['1', '1,x', '', null].map(parsePair)).toEqual([undefined, undefined, undefined, undefined])
  })
})

it('shows the run that is wrong, also with the runs the other way round', () => {
  expect(shownRun(lost)).toEqual({ run: 2, other: 1 })
  expect(swapped(lost)).toEqual({ ...lost, first: 2, second: 1, cell: 'gained', order: 'confidence-gained' })
  expect(shownRun(swapped(lost))).toEqual({ run: 2, other: 1 })
})

it('sorts classes by each column, ties by index, and turns the order round on a second press', () => {
  const entry = (index: number, name: string, gone: number, won: number): ClassFlips => ({
    index,
    name,
    wnid: `n${index}`,
    images: 10,
    firstCorrect: 5,
    secondCorrect: 5 - gone + won,
    lost: gone,
    gained: won,
    delta: (won - gone) / 10,
  })
  const classes = [entry(0, 'b', 1, 0), entry(1, 'a', 0, 2), entry(2, 'c', 1, 0)]
  const by = (order: Parameters<typeof sortFlips>[1]) => sortFlips(classes, order).map(({ index }) => index)
  const start = { column: 'delta', descending: false } as const
  expect(by(start)).toEqual([0, 2, 1])
  expect(by(reorderedFlips(start, 'delta'))).toEqual([1, 0, 2])
  expect(by(reorderedFlips(start, 'name'))).toEqual([1, 0, 2])
  expect(by(reorderedFlips(start, 'lost'))).toEqual([0, 2, 1])
})
