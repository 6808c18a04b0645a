import { expect, it } from 'vitest'
import { labelPositions } from './label-positions.ts'

const room = { left: 0, top: 0, right: 600, bottom: 300 }
const at = (x: number, y: number, text = 'a label') => ({ x, y, text })

it('writes beside the point, at the left where there is no room at the right', () => {
  expect(labelPositions([at(100, 50), at(590, 50)], [], room)).toEqual([
    { x: 112, y: 50, atLeft: false },
    { x: 578, y: 50, atLeft: true },
  ])
})

it('keeps labels of points at one position apart', () => {
  const labels = labelPositions(
    Array.from({ length: 8 }, () => at(300, 150)),
    [],
    room,
  )
  for (const [index, { y, atLeft }] of labels.entries())
    for (const other of labels.slice(index + 1))
      expect(other.atLeft !== atLeft || Math.abs(other.y - y) >= 16).toBe(true)
})

it('goes round what is in the way', () => {
  const line = { left: 300, top: 149, right: 500, bottom: 151 }
  expect(labelPositions([at(300, 150)], [line], room)).toEqual([{ x: 288, y: 150, atLeft: true }])
})

it('stays inside the chart', () => {
  const [label] = labelPositions([at(300, 2)], [], room)
  expect(label?.y).toBeGreaterThanOrEqual(8)
})
