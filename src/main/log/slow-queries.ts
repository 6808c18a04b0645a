import type { Log } from './log.ts'
import { perMinute } from './per-minute.ts'

const MOST_A_MINUTE = 60

/** Writes slow queries by their name into the log. */
export function slowQueries(log: Log): (query: string, ms: number) => void {
  const write = perMinute(MOST_A_MINUTE, (event) => log.write('warn', event))
  return (query, ms) => write(`slow query ${query} ${Math.round(ms)} ms`)
}
