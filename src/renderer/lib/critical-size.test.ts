import { expect, it } from 'vitest'
import { seen } from '../../shared/critical.ts'
import { groupTitle, tellingSize } from './critical-size.ts'

it('calls groups by what their images need, as far as the sizes are known', () => {
  const critical = { state: 'critical', size: 1 } as const
  expect(groupTitle(critical, ['99', '128'])).toBe('Critical at 128')
  expect(groupTitle(critical, [])).toBe('Critical')
  expect(groupTitle({ state: 'never', size: null }, ['99', '128'])).toBe('Never right')
})

it('shows the largest size that is wrong of an image with a critical one, and the smallest of any other', () => {
  const told = (right: boolean[]) => tellingSize(seen(right))
  expect(told([false, false, true, true])).toBe(1)
  expect(told([false, true, true, true])).toBe(0)
  for (const right of [
    [true, true, true],
    [false, false, false],
    [true, false, true],
    [false, true, false],
  ])
    expect(told(right)).toBe(0)
})
