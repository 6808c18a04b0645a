import type { TableRun } from './run-columns.ts'
import type { RunGrouping } from './run-table-address.ts'

/** A line of a table of runs: a run, or the head of those that have something in common. */
export type TableLine =
  | { kind: 'group'; id: string; name: string; runs: readonly TableRun[]; folded: boolean }
  | { kind: 'run'; id: string; row: TableRun }

const nameOf: Record<RunGrouping, (row: TableRun) => string> = {
  model: ({ run }) => run.model,
  dataset: ({ run }) => run.dataset,
  sweep: ({ sweepName }) => sweepName ?? 'Not of a sweep',
}

const lineOf = (row: TableRun): TableLine => ({ kind: 'run', id: `run ${row.run.run}`, row })

/**
 * The lines of a table, its rows in their order: groups stand where their first row does, each with its own below it,
 * unless it is folded.
 */
export function tableLines(
  rows: readonly TableRun[],
  by: RunGrouping | null,
  folded: ReadonlySet<string>,
): readonly TableLine[] {
  if (by === null) return rows.map(lineOf)
  const groups = new Map<string, TableRun[]>()
  for (const row of rows) {
    const name = nameOf[by](row)
    const own = groups.get(name)
    if (own) own.push(row)
    else groups.set(name, [row])
  }
  return [...groups].flatMap(([name, own]) => {
    const id = `${by} ${name}`
    const isFolded = folded.has(id)
    return [{ kind: 'group' as const, id, name, runs: own, folded: isFolded }, ...(isFolded ? [] : own.map(lineOf))]
  })
}
