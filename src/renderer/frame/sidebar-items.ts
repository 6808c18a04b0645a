import type { RunSummary } from '../../shared/run.ts'
import type { SweepEntry } from '../../shared/sweep.ts'

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
