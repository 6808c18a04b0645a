import { expect, it } from 'vitest'
import { boxOf, tilesIn } from './tiles-in-box.ts'

/** Tiles of 100 × 150 pixels with a gap of 12 between columns and 20 between rows: 0 1 2 / 3 4 5 / 6 7. */
const layout = { count: 8, columns: 3, width: 324, row: 170, tile: 150 }

it.each([
  ['inside a tile', [10, 10, 20, 20], [0]],
  ['over a gap', [90, 10, 120, 20], [0, 1]],
  ['in the gap between two columns', [102, 10, 110, 300], []],
  ['in the gap between two rows', [0, 155, 324, 165], []],
  ['over two rows', [120, 140, 130, 200], [1, 4]],
  ['past the last image', [0, 350, 400, 900], [6, 7]],
  ['from outside', [-50, -50, 400, 10], [0, 1, 2]],
])('%s', (_, [x1 = 0, y1 = 0, x2 = 0, y2 = 0], places) =>
  expect(tilesIn(boxOf({ x: x2, y: y2 }, { x: x1, y: y1 }), layout)).toEqual(places),
)
