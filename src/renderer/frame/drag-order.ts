/** An entry of a list by its upper and lower edge. */
interface Extent {
  top: number
  bottom: number
}

/** The gap between entries that a pointer is nearest to: before the first is 0, after the last their number. */
export function gapAt(y: number, entries: readonly Extent[]): number {
  return entries.filter(({ top, bottom }) => (top + bottom) / 2 < y).length
}

/** By how many positions an entry moves that is dropped into a gap: none into those on either side of it. */
export function stepsTo(gap: number, position: number): number {
  return gap > position ? gap - position - 1 : gap - position
}
