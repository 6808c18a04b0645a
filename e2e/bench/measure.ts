import type { Page } from '@playwright/test'
import type { Engine } from '../../src/shared/contract.ts'
import { summarise, type Sample } from '../../tools/bench/sample.ts'
import type { MeasuredPage } from './pages.ts'

const TIMES = 7
/** A page whose content is not there by then shows something else. */
const PATIENCE_MS = 20_000

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
export async function timePaint(page: Page, measured: MeasuredPage, elsewhere: readonly MeasuredPage[]) {
  return repeat(async () => {
    for (const other of elsewhere) await goTo(page, other)
    return goTo(page, measured)
  })
}

/** Goes there from another page, and waits for the frame after the one that has the content. */
function goTo(page: Page, { name, address, shown }: MeasuredPage): Promise<number> {
  return page.evaluate(
    ([hash, called, patienceMs, contents]) =>
      new Promise<number>((resolve, reject) => {
        const isThere = ({ at, source, flags }: (typeof contents)[number]) => {
          const found = [...document.querySelectorAll(at)]
          return found.length > 0 && found.every(({ textContent }) => new RegExp(source, flags).test(textContent))
        }
        const start = performance.now()
        const look = () => {
          if (contents.every(isThere)) requestAnimationFrame(() => resolve(performance.now() - start))
          else if (performance.now() - start > patienceMs) reject(new Error(`${called}: the content does not come`))
          else requestAnimationFrame(look)
        }
        // Before the window has heard of it, there is what another page shows.
        addEventListener('hashchange', () => requestAnimationFrame(look), { once: true })
        location.hash = hash
      }),
    [address, name, PATIENCE_MS, shown.map(({ at, text: { source, flags } }) => ({ at, source, flags }))] as const,
  )
}

/** The first time does not count: it loads what later ones have. */
async function repeat(measure: () => Promise<number>): Promise<Sample> {
  await measure()
  const values: number[] = []
  for (let i = 0; i < TIMES; i++) values.push(await measure())
  return summarise(values)
}
