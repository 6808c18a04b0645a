import type { Page } from '@playwright/test'
import type { Engine } from '../../src/shared/contract.ts'
import { summarise, type Sample } from '../../tools/bench/sample.ts'
import type { MeasuredPage } from './pages.ts'

const TIMES = 7

/** How long the engine takes for all that a page asks, in milliseconds, one question after the other. */
export async function timeQueries(engine: Engine, { queries }: MeasuredPage): Promise<Sample> {
  return repeat(async () => {
    const start = performance.now()
    for (const { ask } of queries) await ask(engine)
    return performance.now() - start
  })
}

/**
 * How long it takes from the click to the frame after the one that has the page's content, in milliseconds.
 * @param elsewhere pages to go to before, so that the window keeps nothing of the measured one
 */
export async function timePaint(page: Page, { address, shown }: MeasuredPage, elsewhere: readonly MeasuredPage[]) {
  const [source, flags] = shown instanceof RegExp ? [shown.source, shown.flags] : [escape(shown), '']
  return repeat(async () => {
    for (const other of elsewhere) {
      await page.evaluate((hash) => (location.hash = hash), other.address)
      await page.getByText(other.shown).first().waitFor()
    }
    return page.evaluate(
      ([hash, text, how]) =>
        new Promise<number>((resolve) => {
          const wanted = new RegExp(text, how)
          const start = performance.now()
          location.hash = hash
          const look = () => {
            if (!wanted.test(document.querySelector('main')?.textContent ?? '')) requestAnimationFrame(look)
            else requestAnimationFrame(() => resolve(performance.now() - start))
          }
          requestAnimationFrame(look)
        }),
      [address, source, flags] as const,
    )
  })
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The first time does not count: it loads what later ones have. */
async function repeat(measure: () => Promise<number>): Promise<Sample> {
  await measure()
  const values: number[] = []
  for (let i = 0; i < TIMES; i++) values.push(await measure())
  return summarise(values)
}
