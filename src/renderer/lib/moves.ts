/** Takes an element of a list to a position in it. */
export interface Move<T> {
  element: T
  position: number
}

/**
 * Brings a list into another order of its elements, which are all different, by one move after another.
 * @returns the fewer of those that begin at its start and at its end
 */
export function movesTo<T>(wanted: readonly T[], list: readonly T[]): Move<T>[] {
  const places = wanted.map((element, position) => ({ element, position }))
  const forwards = movesInTurn(places, list)
  const backwards = movesInTurn(places.toReversed(), list)
  return backwards.length < forwards.length ? backwards : forwards
}

function movesInTurn<T>(places: readonly Move<T>[], list: readonly T[]): Move<T>[] {
  let now = list
  return places.filter(({ element, position }) => {
    if (now[position] === element) return false
    now = now.filter((other) => other !== element).toSpliced(position, 0, element)
    return true
  })
}
