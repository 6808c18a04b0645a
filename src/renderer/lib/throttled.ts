/**
 * Has work done at most once an interval and never twice at a time. However often it is asked for meanwhile, it is done
 * once more afterwards; in a hurry, as soon as what is in work is done.
 * @param work must not reject
 */
export function throttled(work: () => Promise<void>, intervalMs: number): (hurry?: boolean) => void {
  let busy = false
  let due: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  let hurried = false
  let last = -Infinity

  function ask(hurry = false): void {
    asked++
    hurried ||= hurry
    if (busy || (due !== undefined && !hurry)) return
    clearTimeout(due)
    due = setTimeout(() => void run(), hurried ? 0 : Math.max(0, last + intervalMs - performance.now()))
  }

  async function run(): Promise<void> {
    due = undefined
    busy = true
    hurried = false
    last = performance.now()
    const answered = asked
    await work()
    busy = false
    if (asked !== answered) ask()
  }

  return ask
}
