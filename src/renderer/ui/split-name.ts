/** Longer than this, the end of a name would leave its beginning no room. */
const LONGEST_END = 14
const SHORTEST_NAME = 16
const END = 8

/**
 * A name, and the end of it that is to be seen where it is cut off: sizes and numbers stand there, as in `squeezenet 256/224`.
 * The end is its last word, or its last characters where that is long.
 */
export function splitName(name: string): [beginning: string, end: string] {
  const characters = Array.from(name)
  if (characters.length < SHORTEST_NAME) return [name, '']
  const word = characters.length - characters.lastIndexOf(' ')
  const end = word <= LONGEST_END ? word : END
  return [characters.slice(0, -end).join(''), characters.slice(-end).join('')]
}
