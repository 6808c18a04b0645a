import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { interruption, type Interruption } from './interruption.ts'

const end = vi.fn()
const tell = vi.fn()
let work: Interruption
beforeEach(() => {
  vi.useFakeTimers()
  work = interruption(end, tell)
})
afterEach(() => {
  work.stop()
  vi.useRealTimers()
  vi.clearAllMocks()
})

const interrupt = () => process.emit('SIGINT', 'SIGINT')

it('asks work to end, and leaves it the time for that', () => {
  interrupt()
  expect(work.signal.aborted).toBe(true)
  vi.advanceTimersByTime(4900)
  work.settled()
  vi.advanceTimersByTime(60_000)
  expect(end).not.toHaveBeenCalled()
  expect(tell).not.toHaveBeenCalled()
})

it('ends what does not end by itself, and says so', () => {
  interrupt()
  // Also where the command has given up, and only its threads go on.
  work.stop()
  vi.advanceTimersByTime(5000)
  expect(end).toHaveBeenCalledExactlyOnceWith('SIGINT')
  expect(tell.mock.calls).toEqual([[expect.stringMatching(/5 s after .* What is committed is kept .*--resume RUN/)]])
})

it('ends at once at a second interrupt, without a word', () => {
  interrupt()
  interrupt()
  expect(end).toHaveBeenCalledExactlyOnceWith('SIGINT')
  vi.advanceTimersByTime(60_000)
  expect(end).toHaveBeenCalledOnce()
  expect(tell).not.toHaveBeenCalled()
})
