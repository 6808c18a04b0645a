import { expect, it } from 'vitest'
import type { Position } from '../../../lib/matrix-viewport.ts'
import { moveInMatrix } from './matrix-keys.ts'

const from = { row: 1, column: 1 }
const only = (filled: Position) => (at: Position) => at.row === filled.row && at.column === filled.column
const move = (key: string, ctrlKey = false, filled = { row: 1, column: 3 }) =>
  moveInMatrix({ key, ctrlKey }, from, 5, only(filled))

it('leads by one cell, and not beyond the edge', () => {
  expect(move('ArrowRight')).toEqual({ row: 1, column: 2 })
  expect(move('ArrowUp')).toEqual({ row: 0, column: 1 })
  expect(moveInMatrix({ key: 'ArrowLeft', ctrlKey: false }, { row: 0, column: 0 }, 5, () => true)).toEqual({
    row: 0,
    column: 0,
  })
})

it('leads with Ctrl to the next filled cell, or to the edge', () => {
  expect(move('ArrowRight', true)).toEqual({ row: 1, column: 3 })
  expect(move('ArrowDown', true)).toEqual({ row: 4, column: 1 })
})

it('leaves other keys alone', () => expect(move('a')).toBeNull())
