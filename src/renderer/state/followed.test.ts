import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Followed } from './followed.svelte.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Something that is another value each time it is asked for. */
function counted() {
  let asked = 0
  return new Followed(() => Promise.resolve(++asked))
}

it('asks when there is news, and not for what is known', async () => {
  const followed = counted()
  followed.renew()
  await vi.advanceTimersByTimeAsync(5000)
  expect(followed.value).toBeNull()
  for (const evaluated of [0, 0, 0]) {
    followed.follow(evaluated)
    await vi.advanceTimersByTimeAsync(5000)
  }
  expect(followed.value).toBe(1)
  followed.follow(8)
  await vi.advanceTimersByTimeAsync(5000)
  expect(followed.value).toBe(2)
  followed.renew()
  await vi.advanceTimersByTimeAsync(5000)
  expect(followed.value).toBe(3)
})

it('asks when something else has changed, once', async () => {
  const followed = counted()
  for (const changes of [1, 1, 2, undefined]) {
    followed.follow(8, changes)
    await vi.advanceTimersByTimeAsync(5000)
  }
  expect(followed.value).toBe(2)
})

it('keeps the last answer while the next one fails, and says why', async () => {
  let reason: string | null = null
  let answer = 'first'
  const followed = new Followed(() => (reason === null ? Promise.resolve(answer) : Promise.reject(new Error(reason))))
  const seen: [string | null, string | null][] = []
  for (const [evaluated, why] of [null, 'the engine died', null].entries()) {
    reason = why
    followed.follow(evaluated)
    await vi.advanceTimersByTimeAsync(5000)
    seen.push([followed.value, followed.failure])
    answer = 'second'
  }
  expect(seen).toEqual([
    ['first', null],
    ['first', 'the engine died'],
    ['second', null],
  ])
})
