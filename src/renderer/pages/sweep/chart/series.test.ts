import { expect, it } from 'vitest'
import { seriesAt } from './series.ts'

it('draws no two of thirty lines alike, be it without their colours', () => {
  const lines = Array.from({ length: 30 }, (_, line) => seriesAt(line))
  expect(new Set(lines.map(({ colour, mark }) => colour + mark)).size).toBe(30)
  expect(new Set(lines.map(({ mark, dashes }) => mark + dashes)).size).toBe(30)
})
