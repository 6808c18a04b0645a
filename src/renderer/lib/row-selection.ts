/** How a row that is pointed at joins a selection: alone, beside the others, or with all from the last one to it. */
export type SelectHow = 'alone' | 'toggle' | 'extend'

/**
 * A selection after a row was pointed at.
 * @param rows all there are, in their order
 * @param from where the last one was pointed at; null where none was, or it is gone
 * @returns in the order in which they were selected
 */
export function selectRow(
  rows: readonly number[],
  chosen: readonly number[],
  { row, from, how }: { row: number; from: number | null; how: SelectHow },
): number[] {
  if (how === 'toggle') return chosen.includes(row) ? chosen.filter((other) => other !== row) : [...chosen, row]
  const [start, end] = [from === null ? -1 : rows.indexOf(from), rows.indexOf(row)]
  if (how === 'alone' || start < 0 || end < 0) return [row]
  const range = start <= end ? rows.slice(start, end + 1) : rows.slice(end, start + 1).toReversed()
  return [...new Set([...chosen, ...range])]
}
