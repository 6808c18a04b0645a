import type { Locator } from '@playwright/test'

export interface Row {
  /** Its `aria-rowindex`. */
  index: number
  /** The text of each of its cells; where a cell holds a link with a name, that name. */
  cells: string[]
}

/**
 * Reads every row of a virtualised table or grid, which holds only those in view, by scrolling through it.
 * @param wanted how many rows there are
 */
export async function readRows(table: Locator, wanted: number): Promise<Row[]> {
  const rows = new Map<number, Row>()
  await scrollTo(table, 'start')
  for (let turn = 0; rows.size < wanted && turn < 500; turn++) {
    for (const row of await visibleRows(table)) rows.set(row.index, row)
    await scrollTo(table, 'on')
  }
  await scrollTo(table, 'start')
  return [...rows.values()].sort((a, b) => a.index - b.index)
}

/** The rows in view whose content has arrived. */
function visibleRows(table: Locator): Promise<Row[]> {
  return table.evaluate((element) =>
    [...element.querySelectorAll('[role=row]')].flatMap((row) => {
      const cells = [...row.querySelectorAll('[role=cell], [role=gridcell]')].map((cell) => {
        const named = cell.querySelector('[aria-label]')?.getAttribute('aria-label')
        return (named ?? (cell as HTMLElement).innerText).replaceAll(/\s+/g, ' ').trim()
      })
      const loading = cells.length === 0 || cells.includes('Loading')
      return loading ? [] : [{ index: Number(row.getAttribute('aria-rowindex')), cells }]
    }),
  )
}

async function scrollTo(table: Locator, where: 'start' | 'on'): Promise<void> {
  await table.evaluate((element, to) => {
    let scroller: Element | null = element
    while (scroller && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement
    if (scroller) scroller.scrollTop = to === 'start' ? 0 : scroller.scrollTop + scroller.clientHeight / 2
    return new Promise((resolve) => setTimeout(resolve, 60))
  }, where)
}
