import { expect, it } from 'vitest'
import { seen } from '../../shared/critical.ts'
import { groupTitle, tellingSizes } from './critical-size.ts'

it('calls groups by what their images need, as far as the sizes are known', () => {
  const critical = { state: 'critical', size: 1 } as const
  expect(groupTitle(critical, ['99', '128'])).toBe('Critical at 128')
  expect(groupTitle(critical, [])).toBe('Critical')
  expect(groupTitle({ state: 'never', size: null }, ['99', '128'])).toBe('Never right')
})

it('shows the largest size that is wrong, with the critical one beside it', () => {
  const told = (right: boolean[]) => tellingSizes(seen(right), right.length)
  expect(told([false, false, true, true])).toEqual({ shown: 1, beside: 2 })
  expect(told([false, true, true, true])).toEqual({ shown: 0, beside: 1 })
  for (const right of [
    [true, true, true],
    [false, false, false],
    [true, false, true],
    [false, true, false],
  ])
    expect(told(right)).toEqual({ shown: 0, beside: 2 })
})
