import type { FoundingBench, FoundingBenchRow } from '../../src/shared/bench.ts'
import type { Results } from './results.ts'
import { modes, type Mode } from './speeds.ts'

/** A network at a batch in one mode, beside what only copying its images takes. */
export interface Row extends FoundingBenchRow {
  mode: Mode
  copyMs: number | null
  /** The part of its time that copying the images alone takes; null where nothing is copied. */
  copyShare: number | null
}

/** Every mode that was measured, in order. */
export function measuredModes(results: Results): [Mode, FoundingBench][] {
  return (Object.keys(modes) as Mode[]).flatMap((mode): [Mode, FoundingBench][] => {
    const bench = results[mode]
    return bench ? [[mode, bench]] : []
  })
}

/** All rows of a mode. */
export function rowsOf({ copy, provider }: Results, mode: Mode, bench: FoundingBench): Row[] {
  return bench.tables.flatMap(({ rows }) =>
    rows.map((row): Row => {
      const copied = copy.find(({ crop, batch }) => crop === row.crop && batch === row.batch)
      const copyMs = provider === 'cpu' ? null : (copied?.p50Ms ?? null)
      return { ...row, mode, copyMs, copyShare: copyMs === null ? null : copyMs / row.p50Ms }
    }),
  )
}
