import { expect, it } from 'vitest'
import { AcuityError } from '../../shared/errors.ts'
import type { SweepEstimate } from '../../shared/sweep.ts'
import { keyOf, Trial } from './trial.svelte.ts'

const nothing = { images: 0, resizes: 0, cacheBytes: 0, seconds: 0, memoryBytes: 0, fitting: [], refused: [] }

/** Trials that answer when the test says so. */
function setUp() {
  const asked: { request: string; signal: AbortSignal; answer: PromiseWithResolvers<SweepEstimate> }[] = []
  const trial = new Trial<string, SweepEstimate>(
    (request, signal) => {
      const answer = Promise.withResolvers<SweepEstimate>()
      asked.push({ request, signal, answer })
      return answer.promise
    },
    { pauseMs: 0 },
  )
  return { trial, asked }
}

it('ends what is tried as soon as the form says something else, and keeps the last answer meanwhile', async () => {
  const { trial, asked } = setUp()
  trial.follow('first')
  expect(trial.tried).toBe(keyOf('first'))
  await expect.poll(() => asked.length).toBe(1)
  asked[0]?.answer.resolve({ ...nothing, images: 1 })
  await expect.poll(() => trial.answer).toMatchObject({ to: keyOf('first'), found: { images: 1 } })
  expect(trial.tried).toBeNull()

  trial.follow('second')
  await expect.poll(() => asked.length).toBe(2)
  trial.follow('third')
  expect(asked[1]?.signal.aborted).toBe(true)
  await expect.poll(() => asked.length).toBe(3)
  asked[1]?.answer.resolve({ ...nothing, images: 2 })
  asked[2]?.answer.reject(new AcuityError('invalid-input', 'There is no such dataset.'))
  await expect.poll(() => trial.failure).toMatchObject({ of: keyOf('third'), text: 'There is no such dataset.' })
  expect(trial.answer).toMatchObject({ to: keyOf('first') })
})

it('asks nothing twice: neither while it is tried, nor once it is answered', async () => {
  const { trial, asked } = setUp()
  trial.follow('one')
  trial.follow('one')
  await expect.poll(() => asked.length).toBe(1)
  trial.follow('one')
  asked[0]?.answer.resolve(nothing)
  await expect.poll(() => trial.answer).not.toBeNull()
  trial.follow('one')
  expect(trial.tried).toBeNull()
  expect(asked).toHaveLength(1)
})

it('tries nothing where the form says nothing, and what was typed on the way is never asked', async () => {
  const { trial, asked } = setUp()
  trial.follow('on the way')
  trial.follow(null)
  expect(trial.tried).toBeNull()
  trial.follow('typed')
  await expect.poll(() => asked.map(({ request }) => request)).toEqual(['typed'])
})
