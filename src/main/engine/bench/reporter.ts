import { throttled } from '../threads/index.ts'
import type { BenchContext } from './bench-context.ts'

/**
 * Tells how far a benchmark is, a few times a second.
 * @param planned how many figures there will be, as far as is known before any network is
 */
export function reporter(planned: number, { onProgress }: Pick<BenchContext, 'onProgress'>) {
  let total = planned
  let done = -1
  let at = ''
  const report = throttled(() => onProgress({ done: Math.max(done, 0), total, at }))
  return {
    preparing(what: string): void {
      at = `preparing ${what}`
      report(true)
    },
    /** It turned out how many figures there will be. */
    expect(figures: number): void {
      total = figures
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
