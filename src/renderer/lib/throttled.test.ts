import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttled } from './throttled.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('does the work at once, then at most once an interval', async () => {
  const begun: number[] = []
  const ask = throttled(() => Promise.resolve(void begun.push(Date.now())), 1000)
  const start = Date.now()
  for (let time = 0; time < 2500; time += 100) {
    ask()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(begun.map((time) => time - start)).toEqual([0, 1000, 2000])
})

it('waits for work that takes longer, and does it once more for all that asked meanwhile', async () => {
  let running = 0
  let most = 0
  let done = 0
  const ask = throttled(async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 2500))
    running--
    done++
  }, 1000)
  ask()
  await vi.advanceTimersByTimeAsync(500)
  ask()
  ask()
  await vi.advanceTimersByTimeAsync(10_000)
  expect({ most, done }).toEqual({ most: 1, done: 2 })
})

it('does not wait for the interval in a hurry, and yet for what is in work', async () => {
  const begun: number[] = []
  const ask = throttled(async () => {
    begun.push(Date.now())
    await new Promise((resolve) => setTimeout(resolve, 100))
  }, 1000)
  const start = Date.now()
  ask()
  await vi.advanceTimersByTimeAsync(50)
  ask(true)
  await vi.advanceTimersByTimeAsync(250)
  ask()
  await vi.advanceTimersByTimeAsync(100)
  ask(true)
  await vi.advanceTimersByTimeAsync(10_000)
  // To ten milliseconds: a timer takes one at least.
  expect(begun.map((time) => Math.round((time - start) / 10) * 10)).toEqual([0, 100, 400])
})

it('rests when nobody asks', async () => {
  const work = vi.fn(() => Promise.resolve())
  throttled(work, 1000)()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(work).toHaveBeenCalledOnce()
})
