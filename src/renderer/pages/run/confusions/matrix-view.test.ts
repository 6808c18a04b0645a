import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Viewport } from '../../../lib/matrix-viewport.ts'
import { MatrixView } from './matrix-view.svelte.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A view of a matrix of 1000 classes, and the parts that it told of. */
function opened(part: Viewport | null = null) {
  const told: (Viewport | null)[] = []
  const shown = {
    side: 1000,
    room: { width: 500, height: 500 },
    part,
    onmove: (moved: Viewport | null) => told.push(moved),
  }
  return { view: new MatrixView(shown), told }
}

it('shows the whole matrix, whatever the size of its room, until it is enlarged', () => {
  const { view } = opened()
  expect([view.isWhole, view.current]).toEqual([true, { left: 0, top: 0, cell: 0.5 }])
  view.zoom(2, null)
  expect([view.isWhole, view.current]).toEqual([false, { left: 250, top: 250, cell: 1 }])
  view.fit()
  expect(view.isWhole).toBe(true)
})

it('shows the whole again once it is made as small as that, and when it is dragged', () => {
  const { view, told } = opened({ left: 20, top: 30, cell: 1 })
  for (const move of [() => view.zoom(0.4, null), () => view.pan({ x: 5, y: 5 })]) {
    move()
    expect(view.isWhole).toBe(true)
  }
  view.settle()
  expect(told).toEqual([null])
})

it('is enlarged around a cell, moved, and follows one', () => {
  const { view } = opened()
  const cell = { row: 999, column: 0 }
  view.zoom(20, cell)
  expect(view.positionAt({ x: 0, y: 499 })).toEqual(cell)
  view.pan({ x: -100, y: 50 })
  expect(view.positionAt({ x: 0, y: 499 })).toEqual({ row: 994, column: 10 })
  view.reveal(cell)
  expect(view.positionAt({ x: 0, y: 499 })).toEqual(cell)
})

it('shows the part that the address names, as far as it is one', () => {
  expect(opened({ left: 20, top: 30, cell: 10 }).view.current).toEqual({ left: 20, top: 30, cell: 10 })
  expect(opened({ left: 5000, top: 30, cell: 10 }).view.current).toEqual({ left: 950, top: 30, cell: 10 })
})

it('tells where it was moved to once that ends, or at once before somebody leaves', () => {
  const { view, told } = opened({ left: 20, top: 30, cell: 10 })
  for (let step = 0; step < 5; step++) {
    view.pan({ x: 1 / 3, y: 0 })
    vi.advanceTimersByTime(100)
  }
  expect(told).toEqual([])
  vi.advanceTimersByTime(100)
  expect(told).toEqual([{ left: 19.83, top: 30, cell: 10 }])
  view.fit()
  view.settle()
  vi.advanceTimersByTime(1000)
  expect(told.slice(1)).toEqual([null])
  view.zoom(2, null)
  view.stop()
  vi.advanceTimersByTime(1000)
  expect(told).toHaveLength(2)
})
