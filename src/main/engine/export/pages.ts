import type { Cell } from '../../../shared/report.ts'
import type { Table } from './table.ts'

const PAGE = 500

/** A table's rows, some at a time; other work gets its turn between them. */
export async function* pages(rows: Table['rows']): AsyncGenerator<readonly Cell[][]> {
  let page: (readonly Cell[])[] = []
  for await (const row of rows) {
    page.push(row)
    if (page.length < PAGE) continue
    yield page.map((cells) => [...cells])
    page = []
    await new Promise(setImmediate)
  }
  if (page.length > 0) yield page.map((cells) => [...cells])
}
