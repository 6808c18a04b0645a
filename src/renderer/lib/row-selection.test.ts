import { describe, expect, it } from 'vitest'
import { selectRow } from './row-selection.ts'

const rows = [5, 4, 3, 2, 1]

describe('selecting rows', () => {
  it('takes one alone, one beside the others, or those on the way from the last one', () => {
    expect(selectRow(rows, [5, 1], { row: 3, from: 5, how: 'alone' })).toEqual([3])
    expect(selectRow(rows, [5, 1], { row: 3, from: 5, how: 'toggle' })).toEqual([5, 1, 3])
    expect(selectRow(rows, [5, 3], { row: 3, from: 5, how: 'toggle' })).toEqual([5])
    expect(selectRow(rows, [4], { row: 2, from: 4, how: 'extend' })).toEqual([4, 3, 2])
    expect(selectRow(rows, [2], { row: 4, from: 2, how: 'extend' })).toEqual([2, 3, 4])
  })

  it('takes one alone where the row that a range would begin at is none of them any more', () => {
    expect(selectRow(rows, [9], { row: 2, from: 9, how: 'extend' })).toEqual([2])
    expect(selectRow(rows, [], { row: 2, from: null, how: 'extend' })).toEqual([2])
  })
})
