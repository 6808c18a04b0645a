import { expect, it } from 'vitest'
import { MatrixView } from './matrix-view.svelte.ts'

const shown = { side: 1000, room: { width: 500, height: 500 } }

it('shows the whole matrix, whatever the size of its room, until it is enlarged', () => {
  const room = { width: 500, height: 500 }
  const view = new MatrixView({ side: 1000, room })
  expect([view.isWhole, view.current]).toEqual([true, { left: 0, top: 0, cell: 0.5 }])
  view.zoom(2, null)
  expect([view.isWhole, view.current]).toEqual([false, { left: 250, top: 250, cell: 1 }])
  view.fit()
  expect(view.isWhole).toBe(true)
})

it('is enlarged around a cell, moved, and follows one', () => {
  const view = new MatrixView(shown)
  const cell = { row: 999, column: 0 }
  view.zoom(20, cell)
  expect(view.positionAt({ x: 0, y: 499 })).toEqual(cell)
  view.pan({ x: -100, y: 50 })
  expect(view.positionAt({ x: 0, y: 499 })).toEqual({ row: 994, column: 10 })
  view.reveal(cell)
  expect(view.positionAt({ x: 0, y: 499 })).toEqual(cell)
})
