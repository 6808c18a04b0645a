import { expect, it } from 'vitest'
import type { RunSummary } from '../../shared/run.ts'
import type { SweepEntry } from '../../shared/sweep.ts'
import { sidebarItems } from './sidebar-items.ts'

const run = (id: number) => ({ run: id, name: `run ${id}` }) as RunSummary
const sweep = (id: number, runs: number[]) =>
  ({ sweep: id, name: `sweep ${id}`, runs: runs.map((own) => ({ run: own })) }) as SweepEntry

const told = (runs: readonly RunSummary[], sweeps: readonly SweepEntry[]) =>
  sidebarItems(runs, sweeps).map((item) => [item.id, item.sweep === null ? null : item.runs.map((own) => own.run)])

it('lists a sweep where it was made, and its runs below it alone', () => {
  expect(told([6, 4, 3, 1].map(run), [sweep(5, [3, 4])])).toEqual([
    [6, null],
    [5, [3, 4]],
    [1, null],
  ])
})

it('leaves no run out while lists are of different moments', () => {
  expect(told([4, 3].map(run), [])).toEqual([
    [4, null],
    [3, null],
  ])
  expect(told([3].map(run), [sweep(5, [3, 4])])).toEqual([[5, [3]]])
})
