import type { Locator } from '@playwright/test'

export interface Row {
  /** Its `aria-rowindex`. */
  index: number
  /** The text of each of its cells; where a cell holds a link with a name, that name. */
  cells: string[]
}

const PATIENCE_MS = 60_000

/**
 * Reads every row of a virtualised table or grid, which holds only those in view, by scrolling through it as fast as they
 * come.
 * @param wanted how many rows there are
 */
export async function readRows(table: Locator, wanted: number): Promise<Row[]> {
  const read = await table.evaluate(
    async (element, { count, patience }) => {
      const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const textOf = (cell: Element) => {
        const text = cell.querySelector('[aria-label]')?.getAttribute('aria-label') ?? (cell as HTMLElement).innerText
        return text.replaceAll(/\s+/g, ' ').trim()
      }
      const inView = () =>
        [...element.querySelectorAll('[role=row]')]
          .map((row) => ({
            index: Number(row.getAttribute('aria-rowindex')),
            cells: [...row.querySelectorAll('[role=cell], [role=gridcell]')].map(textOf),
          }))
          .filter(({ cells }) => cells.length > 0)

      let scroller: Element = element
      while (scroller.scrollHeight <= scroller.clientHeight && scroller.parentElement) scroller = scroller.parentElement
      const rows = new Map<number, { index: number; cells: string[] }>()
      const deadline = performance.now() + patience
      scroller.scrollTop = 0
      while (rows.size < count && performance.now() < deadline) {
        await drawn()
        const found = inView()
        if (element.ariaBusy === 'true' || found.some(({ cells }) => cells.includes('Loading'))) continue
        for (const row of found) rows.set(row.index, row)
        const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
        scroller.scrollTop = isAtEnd ? 0 : scroller.scrollTop + 0.9 * scroller.clientHeight
      }
      scroller.scrollTop = 0
      await drawn()
      return [...rows.values()]
    },
    { count: wanted, patience: PATIENCE_MS },
  )
  return read.sort((a, b) => a.index - b.index)
}
