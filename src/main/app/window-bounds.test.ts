import { expect, it } from 'vitest'
import { reachableBounds } from './window-bounds.ts'

const display = { x: 0, y: 0, width: 1920, height: 1080 }
const second = { x: 1920, y: -200, width: 1280, height: 1024 }
const left = { x: 100, y: 50, width: 1280, height: 800 }

it('opens a window where it was left, on whichever display', () => {
  expect(reachableBounds(left, [display])).toEqual(left)
  const beside = { ...left, x: 2000, y: -100, width: 900 }
  expect(reachableBounds(beside, [display, second])).toEqual(beside)
  expect(reachableBounds({ ...left, x: -1100 }, [display])).toEqual({ ...left, x: -1100 })
})

it('does not where nothing of it could be taken hold of', () => {
  expect(reachableBounds({ ...left, x: 2000 }, [display])).toBeNull()
  expect(reachableBounds({ ...left, x: -1250 }, [display])).toBeNull()
  expect(reachableBounds({ ...left, y: -10 }, [display])).toBeNull()
  expect(reachableBounds({ ...left, y: 1070 }, [display])).toBeNull()
  expect(reachableBounds(left, [])).toBeNull()
})

it('makes it no larger than the display', () => {
  expect(reachableBounds({ x: 0, y: 0, width: 4000, height: 3000 }, [display])).toEqual(display)
})
