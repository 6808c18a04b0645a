import { throttled } from '../threads/index.ts'
import type { BenchContext } from './bench-context.ts'

/** Tells how far a benchmark is, a few times a second. */
export function reporter(total: number, { onProgress }: Pick<BenchContext, 'onProgress'>) {
  let done = -1
  let at = ''
  const report = throttled(() => onProgress({ done: Math.max(done, 0), total, at }))
  return {
    preparing(what: string): void {
      at = `preparing ${what}`
      report(true)
    },
    /**
     * Whatever was measured before is done.
     * @returns to be told of each repetition
     */
    measuring(what: string): (repetition: number) => void {
      done++
      at = what
      report(true)
      return (repetition) => {
        at = `${what}, repetition ${repetition}`
        report()
      }
    },
  }
}
