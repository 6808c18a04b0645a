import { expect, it } from 'vitest'
import { sortLosses } from '../../../lib/loss-order.ts'
import { describeStanding, namedLosses, sizePlaces } from './class-losses.ts'

const loss = (label: number, lost: number, gained: number, stands: boolean) => {
  const figures = { images: 20, right: [10, 12, 10 + lost - gained], p: 0.5, adjusted: 0.9 }
  return { label, lost, gained, stands, ...figures }
}
const sizes = ['99', '128', '227']

it('counts the losses that stand, and a gain that stands as a gain', () => {
  const classes = [loss(0, 9, 0, true), loss(1, 3, 1, false), loss(2, 0, 9, true)]
  const told = (of: typeof classes) => describeStanding({ sizes, classes: of })
  expect(told(classes)).toBe('Seeing 99 instead of 227, 1 of 3 classes loses more than chance explains; 1 gains.')
  expect(told([...classes, loss(3, 8, 0, true)])).toMatch(/2 of 4 classes lose more/)
  expect(told(classes.slice(1, 2))).toBe('Seeing 99 instead of 227, none of 1 class loses more than chance explains.')
  expect(describeStanding({ sizes, classes: [] })).toBe('')
  expect(describeStanding({ sizes: ['99'], classes })).toBe('')
})

it('names classes, and orders them by their loss; ties fall to the lower index', () => {
  const classes = [loss(0, 3, 1, false), loss(1, 9, 0, true), loss(2, 2, 0, false)]
  const known = [
    { index: 0, wnid: 'n1', name: 'one, first' },
    { index: 1, wnid: 'n2', name: 'two' },
  ]
  const named = namedLosses({ model: 'net', sizes, classes }, known)
  expect(named.map(({ name }) => name)).toEqual(['one, first', 'two', 'class 2'])
  const ordered = sortLosses(named, { column: 'loss', descending: true })
  expect(ordered.map(({ index }) => index)).toEqual([1, 0, 2])
  expect(sortLosses(named, { column: 'lost', descending: false }).map(({ index }) => index)).toEqual([2, 0, 1])
})

it('puts sizes where their crops are, or one after the other where crops do not tell them apart', () => {
  expect(sizePlaces(['100', '150', '300'])).toEqual([0, 0.25, 1])
  expect(sizePlaces(['128/99', '160/99', '256/99'])).toEqual([0, 0.5, 1])
  expect(sizePlaces(['99'])).toEqual([0.5])
})
