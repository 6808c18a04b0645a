import type { SweepEntry } from '../../shared/sweep.ts'

/** A run of the queue, or all of a sweep's that are in it: those are evaluated together. */
export interface QueueItem {
  /** The run's id, or the sweep's: one sequence numbers both. */
  id: number
  sweep: SweepEntry | null
  runs: readonly number[]
}

/** Runs in the order of the queue, those of a sweep as one where the first of them stands. */
export function queueItems(runs: readonly number[], sweeps: readonly SweepEntry[]): QueueItem[] {
  const sweepOf = new Map(sweeps.flatMap((sweep) => sweep.runs.map(({ run }) => [run, sweep] as const)))
  const items = new Map<number, QueueItem>()
  for (const run of runs) {
    const sweep = sweepOf.get(run) ?? null
    const id = sweep?.sweep ?? run
    items.set(id, { id, sweep, runs: [...(items.get(id)?.runs ?? []), run] })
  }
  return [...items.values()]
}

/** The runs of items in the order that they have once one of these has moved so many positions on, towards the end. */
export function orderAfter(items: readonly QueueItem[], id: number, by: number): number[] {
  const position = items.findIndex((item) => item.id === id)
  const moved = items[position]
  const others = items.filter((item) => item !== moved)
  return (moved ? others.toSpliced(position + by, 0, moved) : others).flatMap(({ runs }) => runs)
}
