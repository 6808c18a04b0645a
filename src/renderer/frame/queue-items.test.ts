import { expect, it } from 'vitest'
import type { SweepEntry } from '../../shared/sweep.ts'
import { orderAfter, queueItems } from './queue-items.ts'

const sweep = (id: number, runs: number[]): SweepEntry => ({
  sweep: id,
  name: `sweep ${id}`,
  createdAt: '',
  pinnedAt: null,
  archivedAt: null,
  dataset: 'val',
  runs: runs.map((run) => ({ run, name: '', model: '', status: 'queued' })),
})

// Of the first sweep, run 2 is done.
const items = queueItems([1, 3, 7, 4, 8, 9], [sweep(10, [7, 8, 9]), sweep(5, [2, 3, 4])])

it('has the runs of a sweep as one, where the first of them stands', () => {
  expect(items.map(({ id, runs }) => [id, runs])).toEqual([
    [1, [1]],
    [5, [3, 4]],
    [10, [7, 8, 9]],
  ])
})

it('moves all runs of a sweep at once', () => {
  expect(orderAfter(items, 10, -1)).toEqual([1, 7, 8, 9, 3, 4])
  expect(orderAfter(items, 1, 2)).toEqual([3, 4, 7, 8, 9, 1])
  expect(orderAfter(items, 6, 1)).toEqual([1, 3, 4, 7, 8, 9])
})
