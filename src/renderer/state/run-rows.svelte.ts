import { SvelteSet } from 'svelte/reactivity'
import type { RunSummary } from '../../shared/run.ts'
import { sortByColumn } from '../lib/column-order.ts'
import { runColumns, type TableRun } from '../lib/run-columns.ts'
import { summaryNow } from '../lib/run-figures.ts'
import { parseRunFilter } from '../lib/run-filter.ts'
import { tableLines } from '../lib/run-groups.ts'
import type { RunTableAddress } from '../lib/run-table-address.ts'
import type { App } from './app.ts'

interface Source {
  /** Newest first. */
  runs: readonly RunSummary[]
  table: RunTableAddress
}

/** The rows of a table of runs: those of its filter, in its order, under the heads of its groups. */
export class RunRows {
  readonly #folded = new SvelteSet<string>()
  readonly #app: Pick<App, 'jobs' | 'library' | 'calibrationErrors'>
  readonly #source: Source

  /** All there are, those in the archive as far as they are shown. */
  readonly all = $derived.by(() =>
    this.#source.runs
      .filter(({ archivedAt }) => archivedAt === null || this.#source.table.archived)
      .map((run, index) => this.#row(run, index)),
  )
  readonly filter = $derived.by(() => parseRunFilter(this.#source.table.filter))
  readonly rows = $derived.by(() =>
    sortByColumn(runColumns, this.all.filter(this.filter.matches), this.#source.table.order),
  )
  readonly lines = $derived.by(() => tableLines(this.rows, this.#source.table.group, this.#folded))
  /** Ids of those that no fold hides, in their order. */
  readonly ids = $derived.by(() => this.lines.flatMap((line) => (line.kind === 'run' ? [line.row.run.run] : [])))

  /** @param source read anew as it changes */
  constructor(app: Pick<App, 'jobs' | 'library' | 'calibrationErrors'>, source: Source) {
    this.#app = app
    this.#source = source
    $effect(() => {
      const wanted = source.table.columns.includes('ece') ? this.all.filter(this.filter.matches) : []
      app.calibrationErrors.want(wanted.map(({ run }) => ({ run: run.run, evaluated: run.images.evaluated })))
    })
  }

  /** Folds a group, or unfolds it. */
  fold(group: string): void {
    if (!this.#folded.delete(group)) this.#folded.add(group)
  }

  #row(run: RunSummary, index: number): TableRun {
    const progress = this.#app.jobs.runs.get(run.run)
    return {
      run: progress ? summaryNow(run, progress) : run,
      index,
      ece: this.#app.calibrationErrors.of(run.run),
      sweepName: run.sweep === null ? null : (this.#app.library.sweep(run.sweep)?.name ?? `sweep ${run.sweep}`),
    }
  }
}
