import { throttled } from '../threads/index.ts'
import type { BenchContext } from './bench-context.ts'

export type Reporter = ReturnType<typeof reporter>

/**
 * Tells how far a benchmark is, a few times a second.
 * @param planned how many figures there will be, as far as is known before any network is
 */
export function reporter(planned: number, { onProgress }: Pick<BenchContext, 'onProgress'>) {
  let total = planned
  let done = 0
  let at = ''
  const report = throttled(() => onProgress({ done, total, at }))
  return {
    preparing(what: string): void {
      at = `preparing ${what}`
      report(true)
    },
    /** There will be so many more of them, or fewer, than was planned. */
    expect(figures: number): void {
      total += figures
    },
    /** @returns to be told of each repetition */
    measuring(what: string): (repetition: number) => void {
      at = what
      report(true)
      return (repetition) => {
        at = `${what}, repetition ${repetition}`
        report()
      }
    },
    /** So many more of them are measured, or will not be. */
    settled(figures: number): void {
      done += figures
    },
  }
}
