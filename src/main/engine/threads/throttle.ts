/** At most ten updates a second reach a person. */
const INTERVAL_MS = 100

/**
 * Wraps a progress report so that it is made at most ten times a second, or so seldom as `intervalMs` says; `force` is for
 * the first and the last.
 */
export function throttled(report: () => void, intervalMs = INTERVAL_MS): (force?: boolean) => void {
  let last = -Infinity
  return (force = false) => {
    const now = performance.now()
    if (!force && now - last < intervalMs) return
    last = now
    report()
  }
}
