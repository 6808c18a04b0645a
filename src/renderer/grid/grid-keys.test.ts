import { expect, it } from 'vitest'
import { moveInGrid } from './grid-keys.ts'

/** 0 1 2 3 / 4 5 6 7 / 8 9 */
const shape = { count: 10, columns: 4, page: 2 }

it.each([
  ['ArrowRight', 3, 4],
  ['ArrowRight', 9, 9],
  ['ArrowLeft', 4, 3],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 5],
  ['ArrowDown', 7, 9],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 9, 5],
  ['ArrowUp', 2, 2],
  ['PageDown', 1, 9],
  ['PageDown', 4, 8],
  ['PageUp', 9, 1],
  ['PageUp', 6, 2],
  ['Home', 6, 4],
  ['End', 5, 7],
  ['End', 8, 9],
])('%s leads from %d to %d', (key, from, to) => expect(moveInGrid({ key, ctrlKey: false }, from, shape)).toBe(to))

it('leads to the ends of the grid with Ctrl', () => {
  expect(moveInGrid({ key: 'Home', ctrlKey: true }, 6, shape)).toBe(0)
  expect(moveInGrid({ key: 'End', ctrlKey: true }, 1, shape)).toBe(9)
})

it('leaves other keys alone', () => expect(moveInGrid({ key: 'Enter', ctrlKey: false }, 1, shape)).toBeNull())
