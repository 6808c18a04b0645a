import { z } from 'zod'
import { runColumns, RunColumn } from '../lib/run-columns.ts'
import { keep, kept } from './kept.ts'

const KEY = 'run-column-widths'
const [NARROWEST, WIDEST] = [48, 800]
const Widths = z.partialRecord(RunColumn, z.number().min(NARROWEST).max(WIDEST))

/** How wide the columns of tables of runs are, in pixels; kept for the next start. */
export class ColumnWidths {
  #own = $state.raw(kept(KEY, Widths.catch({})))

  of(column: RunColumn): number {
    return this.#own[column] ?? runColumns[column].width
  }

  /** Gives a column a width; null its own again. */
  set(column: RunColumn, width: number | null): void {
    const others = Object.entries(this.#own).filter(([name]) => name !== column)
    const bounded = width === null ? [] : [[column, Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)))]]
    this.#own = Widths.parse(Object.fromEntries([...others, ...bounded]))
    keep(KEY, this.#own)
  }
}
