import { expect, it } from 'vitest'
import type { RunSummary } from '../../shared/run.ts'
import type { SweepEntry } from '../../shared/sweep.ts'
import { arrangeRuns, RECENT, sidebarItems } from './sidebar-items.ts'

const run = (id: number, also: Partial<RunSummary> = {}) =>
  ({
    run: id,
    name: `run ${id}`,
    model: 'net',
    dataset: 'birds',
    tags: [],
    pinnedAt: null,
    archivedAt: null,
    ...also,
  }) as unknown as RunSummary
const sweep = (id: number, runs: number[]) =>
  ({
    sweep: id,
    name: `sweep ${id}`,
    dataset: 'birds',
    pinnedAt: null,
    archivedAt: null,
    runs: runs.map((own) => ({ run: own })),
  }) as SweepEntry

const told = (runs: readonly RunSummary[], sweeps: readonly SweepEntry[]) =>
  sidebarItems(runs, sweeps).map((item) => [item.id, item.sweep === null ? null : item.runs.map((own) => own.run)])

it('lists a sweep where it was made, and its runs below it alone', () => {
  expect(
    told(
      [6, 4, 3, 1].map((id) => run(id)),
      [sweep(5, [3, 4])],
    ),
  ).toEqual([
    [6, null],
    [5, [3, 4]],
    [1, null],
  ])
})

it('leaves no run out while lists are of different moments', () => {
  expect(
    told(
      [4, 3].map((id) => run(id)),
      [],
    ),
  ).toEqual([
    [4, null],
    [3, null],
  ])
  expect(told([run(3)], [sweep(5, [3, 4])])).toEqual([[5, [3]]])
})

const ids = (items: readonly { id: number }[]) => items.map(({ id }) => id)
const items = sidebarItems(
  [
    ...Array.from({ length: RECENT + 5 }, (_, index) => run(100 - index)),
    run(8, { archivedAt: '2026-01-01' }),
    run(7, { pinnedAt: '2026-01-02' }),
    run(6, { pinnedAt: '2026-01-03' }),
    run(4, { model: 'squeezenet' }),
    run(3),
  ],
  [sweep(5, [3, 4])],
)

it('lists what is pinned first, and of the others the newest', () => {
  const { pinned, recent, others } = arrangeRuns(items, '', null)
  expect(ids(pinned)).toEqual([6, 7])
  expect(ids(recent)).toEqual(ids(items.slice(0, RECENT)))
  expect(others).toBe(6)
})

it('always has what is looked at, archived or old or of a sweep', () => {
  expect(ids(arrangeRuns(items, '', 8).recent)).toContain(8)
  expect(ids(arrangeRuns(items, '', 3).recent)).toContain(5)
})

it('finds runs of any age by their words, and of a sweep those alone', () => {
  const { pinned, recent } = arrangeRuns(items, 'SQUEEZE 4', null)
  expect(pinned).toEqual([])
  expect(recent.map((item) => [item.id, item.sweep && item.runs.map((own) => own.run)])).toEqual([[5, [4]]])
})
