import { describe, expect, it } from 'vitest'
import { fitted, middleOf, panned, positionAt, revealed, within, zoomed } from './matrix-viewport.ts'

const room = { width: 600, height: 500 }
const whole = fitted(1000, room)

describe('the part of a matrix in view', () => {
  it('is all of it at first; of a small one, cells of a sensible size', () => {
    expect(whole).toEqual({ left: 0, top: 0, cell: 0.5 })
    expect(fitted(4, room).cell).toBe(64)
  })

  it('is enlarged around a point, which stays where it is', () => {
    const point = { x: 300, y: 250 }
    const before = positionAt(whole, point, 1000)
    const closer = zoomed(whole, 8, point, 1000, room)
    expect(closer.cell).toBe(4)
    expect(positionAt(closer, point, 1000)).toEqual(before)
  })

  it('is never more than the whole, nor larger than can be of use', () => {
    expect(zoomed(whole, 0.1, { x: 9, y: 9 }, 1000, room)).toEqual(whole)
    expect(zoomed(whole, 1e6, { x: 9, y: 9 }, 1000, room).cell).toBe(64)
  })

  it('stays within the matrix when it is moved', () => {
    const closer = { left: 10, top: 10, cell: 10 }
    expect(panned(closer, { x: 50, y: -30 }, 1000, room)).toEqual({ left: 5, top: 13, cell: 10 })
    expect(panned(closer, { x: 1e6, y: -1e6 }, 1000, room)).toEqual({ left: 0, top: 950, cell: 10 })
    expect(within({ left: 5, top: 5, cell: 10 }, 20, room)).toEqual({ left: 0, top: 0, cell: 25 })
  })

  it('follows a cell, no further than it must', () => {
    const closer = { left: 100, top: 100, cell: 10 }
    expect(revealed(closer, { row: 120, column: 120 }, 1000, room)).toEqual(closer)
    expect(revealed(closer, { row: 99, column: 160 }, 1000, room)).toEqual({ left: 101, top: 99, cell: 10 })
  })
})

describe('a position in the room', () => {
  it('is that of a cell, or beside the matrix', () => {
    const view = { left: 2, top: 1, cell: 10 }
    expect(positionAt(view, { x: 25, y: 5 }, 1000)).toEqual({ row: 1, column: 4 })
    expect(middleOf(view, { row: 1, column: 4 })).toEqual({ x: 25, y: 5 })
    expect(positionAt(view, { x: 25, y: 5 }, 4)).toBeNull()
    expect(positionAt(view, { x: -1, y: 5 }, 1000)).toBeNull()
  })
})
