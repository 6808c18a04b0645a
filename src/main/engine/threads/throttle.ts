/** At most ten updates a second reach a person. */
const INTERVAL_MS = 100

/** Wraps a progress report so that it is made at most ten times a second; `force` is for the first and the last. */
export function throttled(report: () => void): (force?: boolean) => void {
  let last = -Infinity
  return (force = false) => {
    const now = performance.now()
    if (!force && now - last < INTERVAL_MS) return
    last = now
    report()
  }
}
