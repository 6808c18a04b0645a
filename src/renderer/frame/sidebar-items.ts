import type { RunSummary } from '../../shared/run.ts'
import type { SweepEntry } from '../../shared/sweep.ts'
import { isOnShelf } from '../lib/on-shelf.ts'
import { matches } from './find-entries.ts'

/** An entry of the list of runs: one that was made alone, or a sweep with all of its own. */
export type SidebarItem =
  { id: number; sweep: null; run: RunSummary } | { id: number; sweep: SweepEntry; runs: readonly RunSummary[] }

/**
 * Each run once: below its sweep, where that is known, in the order in which they were asked for.
 * @param runs newest first
 * @param sweeps newest first
 * @returns newest first, as one sequence numbers both
 */
export function sidebarItems(runs: readonly RunSummary[], sweeps: readonly SweepEntry[]): SidebarItem[] {
  const byId = new Map(runs.map((run) => [run.run, run]))
  const ofSweeps = new Set(sweeps.flatMap((sweep) => sweep.runs.map(({ run }) => run)))
  const items: SidebarItem[] = [
    ...runs.flatMap((run) => (ofSweeps.has(run.run) ? [] : [{ id: run.run, sweep: null, run }])),
    ...sweeps.map((sweep) => ({
      id: sweep.sweep,
      sweep,
      runs: sweep.runs.flatMap(({ run }) => byId.get(run) ?? []),
    })),
  ]
  return items.toSorted((a, b) => b.id - a.id)
}

/** More entries than these are for the table of all runs; what is looked for is among them whatever its age. */
export const RECENT = 15
const MOST_FOUND = 50

/** What the sidebar has of runs and sweeps. */
export interface SidebarRuns {
  pinned: SidebarItem[]
  recent: SidebarItem[]
  /** Those that are on no list of it. */
  others: number
}

/**
 * Those that are pinned, the last first, and the newest of the others. The run or sweep that is looked at is always there.
 * @param query words of names, models and datasets, as they are typed; empty for all
 * @param current the id of what is looked at
 */
export function arrangeRuns(items: readonly SidebarItem[], query: string, current: number | null): SidebarRuns {
  const shown = items
    .filter((item) => isOnShelf(own(item)) || isAt(item, current))
    .flatMap((item) => found(item, query))
  const pinned = shown
    .filter((item) => own(item).pinnedAt !== null)
    .toSorted((a, b) => (own(b).pinnedAt ?? '').localeCompare(own(a).pinnedAt ?? ''))
  const rest = shown.filter((item) => own(item).pinnedAt === null)
  const most = query === '' ? RECENT : MOST_FOUND
  const recent = rest.filter((item, index) => index < most || isAt(item, current))
  return { pinned, recent, others: rest.length - recent.length }
}

const own = (item: SidebarItem) => (item.sweep === null ? item.run : item.sweep)
const isAt = (item: SidebarItem, current: number | null) =>
  item.id === current || (item.sweep !== null && item.runs.some(({ run }) => run === current))

/** The entry, of a sweep only the runs that are looked for; nothing where that is none. */
function found(item: SidebarItem, query: string): SidebarItem[] {
  if (item.sweep === null) return matches(describe(item.run), query) ? [item] : []
  const { name, dataset, sweep } = item.sweep
  if (matches(`${name} sweep ${sweep} ${dataset}`, query)) return [item]
  const runs = item.runs.filter((run) => matches(describe(run), query))
  return runs.length === 0 ? [] : [{ ...item, runs }]
}

const describe = ({ name, run, model, dataset, tags }: RunSummary) =>
  `${name} run ${run} ${model} ${dataset} ${tags.join(' ')}`
