import type Sqlite from 'better-sqlite3'

/** Who waits longer notices, and whoever looks for the reason wants to know which query it was. */
const SLOW_MS = 50

/** Told of a query that was slow by its name, as `predictions.errors`: never of what was asked for. */
export type OnSlow = (query: string, ms: number) => void

function measured<T>(query: string, run: () => T, onSlow: OnSlow): T {
  const begun = performance.now()
  try {
    return run()
  } finally {
    const ms = performance.now() - begun
    if (ms > SLOW_MS) onSlow(query, ms)
  }
}

/**
 * Times the methods of a table, each of which is a query with a name already. That costs a microsecond a call at most;
 * predictions are inserted a batch a call.
 * @param name the table's, which the names of its queries begin with
 * @returns the same object
 */
export function timed<T extends object>(name: string, table: T, onSlow: OnSlow): T {
  const methods = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(table) as object)
  for (const [method, { value }] of Object.entries(methods)) {
    if (method === 'constructor' || typeof value !== 'function') continue
    const query = `${name}.${method}`
    const run = value as (...args: unknown[]) => unknown
    Object.defineProperty(table, method, {
      configurable: true,
      value: (...args: unknown[]) => measured(query, () => run.apply(table, args), onSlow),
    })
  }
  return table
}

/** Runs work in a transaction that takes the write lock at once; waiting for the lock and committing are timed. */
export function inTransaction<T>(sqlite: Sqlite.Database, work: () => T, onSlow: OnSlow): T {
  let since = performance.now()
  const lap = (query: string) => {
    const ms = performance.now() - since
    if (ms > SLOW_MS) onSlow(query, ms)
  }
  const result = sqlite
    .transaction(() => {
      lap('transaction.begin')
      const done = work()
      since = performance.now()
      return done
    })
    .immediate()
  lap('transaction.commit')
  return result
}
