import { expect, it } from 'vitest'
import type { WorkerThread } from '../threads/index.ts'
import { measureInterleaved, type MeasureOptions } from './measure.ts'
import type { SessionTasks } from './session-tasks.ts'

const networks = [
  { number: 4, batch: 8 },
  { number: 7, batch: 14 },
]
const options: MeasureOptions = {
  threads: 2,
  warmUp: 1,
  repetitions: 3,
  seconds: 60,
  signal: new AbortController().signal,
  onRepetition: () => undefined,
  others: () => ({ end: () => ['run 9'] }),
}

/** A worker whose networks take as many milliseconds as their number says, without taking them. */
function stubWorker() {
  const runs: number[] = []
  const worker = {
    run: (_task: string, { network }: { network: number }) => {
      runs.push(network)
      return Promise.resolve(network)
    },
  } as unknown as WorkerThread<SessionTasks>
  return { runs, worker }
}

it('measures in turn, after a warm-up that does not count', async () => {
  const { runs, worker } = stubWorker()
  const repetitions: number[] = []
  const measured = await measureInterleaved(worker, networks, {
    ...options,
    onRepetition: (repetition) => repetitions.push(repetition),
  })
  expect(runs).toEqual([4, 7, 4, 7, 4, 7, 4, 7])
  expect(repetitions).toEqual([1, 2, 3])
  const ran = { sessions: 1, threadsPerSession: 2, warmUp: 1, repetitions: 3, spread: 0, disturbedBy: ['run 9'] }
  const together = measured[0]?.speed.rounds?.together ?? ''
  expect(together).not.toBe('')
  expect(measured).toEqual(
    networks.map(({ number, batch }) => ({
      ...{ number, batch },
      speed: {
        ...ran,
        ...{ batch, fps: 2000, meanFps: 2000, p50Ms: number, p90Ms: number, p99Ms: number },
        // What disturbs a round disturbs all that took their turn in it.
        rounds: { together, fps: [2000, 2000, 2000] },
      },
    })),
  )
})

it('has no rounds of a network that is measured by itself', async () => {
  const [measured] = await measureInterleaved(stubWorker().worker, networks.slice(0, 1), options)
  expect(measured?.speed.rounds).toBeNull()
})

it('does what is to be done between rounds after each of them', async () => {
  const { runs, worker } = stubWorker()
  const between = () => {
    runs.push(0)
    return Promise.resolve()
  }
  await measureInterleaved(worker, networks, { ...options, repetitions: 2, between })
  expect(runs).toEqual([4, 7, 4, 7, 0, 4, 7, 0])
})

it('ends when the time is over, but not before every network ran', async () => {
  const { runs, worker } = stubWorker()
  await measureInterleaved(worker, networks, { ...options, seconds: 1e-9 })
  expect(runs).toEqual([4, 7, 4, 7])
})

it('ends at once when it is cancelled', async () => {
  const { runs, worker } = stubWorker()
  const cancel = new AbortController()
  const onRepetition = () => cancel.abort(new Error('enough'))
  const measuring = measureInterleaved(worker, networks, { ...options, signal: cancel.signal, onRepetition })
  await expect(measuring).rejects.toThrow('enough')
  expect(runs).toEqual([4, 7, 4, 7])
})
