import { expect, it } from 'vitest'
import { fullName, isNamed } from './class-name.ts'

const tench = { index: 0, wnid: 'n01440764', name: 'tench, Tinca tinca' }

it('calls a class by all of its names where there is room', () =>
  expect(fullName(tench)).toBe('tench, Tinca tinca (n01440764)'))

it.each([
  ['TENCH', true],
  [' tinca ', true],
  ['n0144', true],
  ['0', true],
  ['', true],
  ['goldfish', false],
  // An index is meant as a whole: "1" is goldfish, not every class with a 1 in its number.
  ['00', false],
])('finds a class by %j: %s', (typed, found) => expect(isNamed(tench, typed)).toBe(found))
