import type { Table } from './table.ts'

const PAGE = 500

/** A table's rows, some at a time; other work gets its turn between them. */
export async function* pages<C>(rows: Table<C>['rows']): AsyncGenerator<readonly C[][]> {
  let page: (readonly C[])[] = []
  for await (const row of rows) {
    page.push(row)
    if (page.length < PAGE) continue
    yield page.map((cells) => [...cells])
    page = []
    await new Promise(setImmediate)
  }
  if (page.length > 0) yield page.map((cells) => [...cells])
}
