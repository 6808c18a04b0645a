/**
 * Has work done at most once an interval and never twice at a time. However often it is asked for meanwhile, it is done
 * once more afterwards.
 * @param work must not reject
 */
export function throttled(work: () => Promise<void>, intervalMs: number): () => void {
  let busy = false
  let asked = 0
  let last = -Infinity

  function ask(): void {
    asked++
    if (busy) return
    busy = true
    setTimeout(() => void run(), Math.max(0, last + intervalMs - performance.now()))
  }

  async function run(): Promise<void> {
    last = performance.now()
    const answered = asked
    await work()
    busy = false
    if (asked !== answered) ask()
  }

  return ask
}
