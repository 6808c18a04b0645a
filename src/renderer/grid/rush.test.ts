import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Rush } from './rush.svelte.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const HEIGHT = 600

/** Scrolls by each distance in turn, a frame apart; whether there was a rush after each. */
function scroll(rush: Rush, distances: readonly number[]): boolean[] {
  let offset = 0
  return distances.map((distance) => {
    rush.scrolled((offset += distance), HEIGHT)
    vi.advanceTimersByTime(16)
    return rush.active
  })
}

it('is on from the second leap in a row, in either direction, until some time after the last', () => {
  const oncalm = vi.fn()
  const rush = new Rush(oncalm)
  expect(scroll(rush, [1200, 1200, -1200, 40])).toEqual([false, true, true, true])
  expect(oncalm).not.toHaveBeenCalled()
  vi.advanceTimersByTime(80)
  expect([rush.active, oncalm.mock.calls.length]).toEqual([false, 1])
})

it('is neither a single leap nor any number of steps', () => {
  const rush = new Rush(() => expect.unreachable())
  expect(scroll(rush, [30_000, ...Array<number>(100).fill(HEIGHT / 3)])).not.toContain(true)
  vi.advanceTimersByTime(1000)
  rush.scrolled(0, HEIGHT)
  expect(rush.active).toBe(false)
})

it('tells of nothing once it is stopped', () => {
  const rush = new Rush(() => expect.unreachable())
  scroll(rush, [1200, 1200])
  rush.stop()
  vi.advanceTimersByTime(1000)
})
