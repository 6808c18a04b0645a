import { expect, it } from 'vitest'
import { movesTo } from './moves.ts'

it.each([
  ['abcd', 'abcd', 0],
  ['abcd', 'abdc', 1],
  ['abcd', 'bcda', 1],
  ['abcd', 'dabc', 1],
  ['abcdef', 'aefbcd', 2],
  ['abcdef', 'cdefab', 2],
  ['abcd', 'dcba', 3],
])('brings %s into the order %s in %i moves', (list, wanted, count) => {
  const moves = movesTo(Array.from(wanted), Array.from(list))
  expect(moves).toHaveLength(count)
  const moved = moves.reduce(
    (now, { element, position }) => now.filter((other) => other !== element).toSpliced(position, 0, element),
    Array.from(list),
  )
  expect(moved.join('')).toBe(wanted)
})
