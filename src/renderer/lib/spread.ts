/**
 * Moves labels on a line apart so that each has `gap` to the next, none past `high` while there is room, and each as near
 * to its own place as that allows in one pass down and one back up.
 */
export function spread(places: readonly number[], gap: number, high: number): number[] {
  const order = places.map((_, index) => index).toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0))
  const spaced = [...places]
  let least = -Infinity
  for (const index of order) {
    spaced[index] = Math.max(spaced[index] ?? 0, least)
    least = spaced[index] + gap
  }
  let most = high
  for (const index of order.toReversed()) {
    spaced[index] = Math.min(spaced[index] ?? 0, most)
    most = spaced[index] - gap
  }
  return spaced
}
