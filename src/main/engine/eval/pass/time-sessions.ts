import { randomUUID } from 'node:crypto'
import type { Placement, SessionSpeed } from '../../../../shared/run.ts'
import { isOutOfMemory } from '../../runtime/index.ts'
import type { WorkerThread } from '../../threads/index.ts'
import type { EvaluateTasks, Timing } from './evaluate-tasks.ts'
import type { PassRun } from './pass-run.ts'
import { roundRate, sessionSpeed } from './session-speed.ts'
import type { RunTiming } from './timing.ts'

/** A network takes its turn for so long, so that threads which begin together work together. */
const TURN_MS = 20
/** Of so many repetitions in a turn, the first brings what the networks before have driven out of the caches. */
const SEVERAL = 3

type Timer = Pick<WorkerThread<EvaluateTasks>, 'run'>
/** A network, its latencies so far by thread, and its rate in each round. */
type Turns = { run: PassRun; latencies: number[][]; rounds: number[] }

/**
 * Times each run's sessions alone, on resident input, all threads of the placement at once. Several networks take turns:
 * what else the machine does at some moment hurts all of them alike, and their ratios hold. One that memory does not
 * suffice for takes half its batch.
 * @param threads that have the sessions
 * @returns the speed of each run that did not fail
 */
export async function timeSessions(
  { threadsPerSession }: Pick<Placement, 'threadsPerSession'>,
  threads: readonly Timer[],
  runs: readonly PassRun[],
  timing: RunTiming,
): Promise<Map<PassRun, SessionSpeed>> {
  const speedOf = (run: PassRun, latencies: number[][]) =>
    sessionSpeed(latencies, { batch: run.batch, threadsPerSession, warmUp: timing.warmUp })
  const [first, ...others] = runs
  if (first === undefined) return new Map()
  if (others.length === 0) {
    const latencies = await timeRun(threads, first, timing)
    return new Map(latencies ? [[first, speedOf(first, latencies)]] : [])
  }
  const turns = await timeInTurns(threads, runs, timing)
  const together = randomUUID()
  return new Map(
    turns.map(({ run, latencies, rounds }) => [run, { ...speedOf(run, latencies), rounds: { together, fps: rounds } }]),
  )
}

async function timeInTurns(threads: readonly Timer[], runs: readonly PassRun[], timing: RunTiming): Promise<Turns[]> {
  const { warmUp, repetitions, minMs, maxMs } = timing
  const turn = { warmUp: 0, repetitions: 1, minMs: Math.min(TURN_MS, minMs), maxMs }
  const all: Turns[] = []
  for (const run of runs)
    if (await timeRun(threads, run, { warmUp, repetitions: 1, minMs: 0, maxMs: 0 }))
      all.push({ run, latencies: threads.map(() => []), rounds: [] })
  const begin = performance.now()
  const isEnough = ({ latencies, rounds }: Turns) =>
    rounds.length * turn.minMs >= minMs && latencies.every((own) => own.length >= repetitions)
  while (!all.every(isEnough)) {
    for (const each of all) {
      if (!each.run.isActive) continue
      const latencies = (await timeRun(threads, each.run, turn))?.map((own) => own.slice(own.length >= SEVERAL ? 1 : 0))
      if (!latencies) continue
      each.rounds.push(roundRate(latencies, each.run.batch))
      latencies.forEach((own, thread) => each.latencies[thread]?.push(...own))
    }
    if (performance.now() - begin >= maxMs * all.length || !all.some(({ run }) => run.isActive)) break
  }
  return all.filter(({ rounds }) => rounds.length > 0)
}

/** @returns each thread's latencies; null where the run failed, which says why */
export async function timeRun(
  threads: readonly Timer[],
  run: PassRun,
  timing: Omit<Timing, 'batch'>,
): Promise<number[][] | null> {
  for (;;)
    try {
      const input = { number: run.number, timing: { ...timing, batch: run.batch } }
      const timed = await Promise.allSettled(threads.map((worker) => worker.run('timeSession', input)))
      return timed.map((each) => {
        if (each.status === 'rejected') throw each.reason
        return each.value
      })
    } catch (error) {
      if (isOutOfMemory(error) && run.ranOutOfMemory()) continue
      run.fail(error)
      return null
    }
}
