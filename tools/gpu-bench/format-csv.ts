import { measuredModes, rowsOf, type Row } from './rows.ts'
import type { Results } from './results.ts'
import { modes } from './speeds.ts'

const columns: [name: string, cell: (row: Row) => string | number | null][] = [
  ['provider', ({ provider }) => provider],
  ['device', ({ device }) => `"${device}"`],
  ['precision', ({ mode }) => modes[mode].precision],
  ['tf32', ({ mode }) => (modes[mode].tf32 === '0' ? 'off' : 'allowed')],
  ['architecture', ({ architecture }) => architecture],
  ['input', ({ input }) => input],
  ['crop', ({ crop }) => crop],
  ['batch', ({ batch }) => batch],
  ['fps', ({ fps }) => fps],
  ['p50_ms', ({ p50Ms }) => p50Ms],
  ['p90_ms', ({ p90Ms }) => p90Ms],
  ['spread', ({ spread }) => spread],
  ['repetitions', ({ repetitions }) => repetitions],
  ['speedup', ({ speedup }) => speedup],
  ['gmacs', ({ gmacs }) => gmacs],
  ['gmacs_per_s', ({ gmacsPerSecond }) => gmacsPerSecond],
  ['peak_gmacs_per_s', ({ peakGmacsPerSecond }) => peakGmacsPerSecond],
  ['peak_share', ({ peakShare }) => peakShare],
  ['copy_ms', ({ copyMs }) => copyMs],
  ['copy_share', ({ copyShare }) => copyShare],
]

/** Every figure that was measured, a line for each network, batch and mode: RFC 4180. */
export function formatCsv(results: Results): string {
  const rows = measuredModes(results).flatMap(([mode, bench]) => rowsOf(results, mode, bench))
  const lines = rows.map((row) => columns.map(([, cell]) => cell(row) ?? '').join(','))
  return [columns.map(([name]) => name).join(','), ...lines, ''].join('\r\n')
}
