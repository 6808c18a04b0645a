import { expect, it } from 'vitest'
import type { ResultRow } from '../../../../shared/results.ts'
import { orderings, orderCaption } from './error-orders.ts'

it('names every order in both directions', () => {
  expect(orderings).toHaveLength(8)
  expect(new Set(orderings.map(({ key }) => key)).size).toBe(8)
  expect(new Set(orderings.map(({ name }) => name)).size).toBe(8)
})

it('says of an image what it was sorted by', () => {
  const row: ResultRow = { image: 1, path: 'a/b.JPEG', label: 0, predicted: 1, p1: 0.5, margin: 0.1234, rank: 2 }
  expect(orderCaption('confidence', row)).toBeNull()
  expect(orderCaption('margin', row)).toBe('margin 12.3%')
  expect(orderCaption('rank', row)).toBe('truth ranked 3')
  expect(orderCaption('rank', { ...row, rank: -1 })).toBe('truth not in top 10')
  expect(orderCaption('file', row)).toBe('b.JPEG')
})
