/** Rows of numbers that lie one after another, each behind its length, as a graph tells several shapes in one output. */
export function prefixedRows(flat: Int32Array | Float64Array): number[][] {
  const rows: number[][] = []
  for (let at = 0; at < flat.length;) {
    const length = flat[at] ?? 0
    rows.push([...flat.subarray(at + 1, at + 1 + length)])
    at += 1 + length
  }
  return rows
}
