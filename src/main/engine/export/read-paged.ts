/** Rows read at a time: some milliseconds' worth. */
const PAGE = 500

/** Reads the rows of many ids, in their order, so many at a time. */
export function* readPaged<Id, Row>(ids: readonly Id[], read: (page: Id[]) => Iterable<Row>): Generator<Row> {
  for (let i = 0; i < ids.length; i += PAGE) yield* read(ids.slice(i, i + PAGE))
}
