import { stat } from 'node:fs/promises'
import type { Placement } from '../../../../shared/run.ts'
import type { PassRun } from './pass-run.ts'
import { closeSessions, openSession, type Threads } from './settle-placement.ts'
import { timeRun } from './time-sessions.ts'

/** What runs were seen to take, each by itself. */
export interface Weights {
  /** Bytes that the process held before the first of them. */
  before: number
  /** Bytes of one session. */
  sessions: Map<PassRun, number>
  /** Milliseconds that one thread takes for an image. */
  imageMs: ReadonlyMap<PassRun, number>
}

const ONE_BATCH = { warmUp: 1, repetitions: 1, minMs: 0, maxMs: 0 }

/** The placement with the fewest sessions. */
export const single = (of: Placement): Placement => ({ ...of, sessions: 1, threadsPerSession: 1, decoders: 1 })

/**
 * Opens one session of each run, one after another, and infers a batch. Memory that one leaves behind is the process's,
 * whatever the next one takes: all are measured from here, the smallest first, so that it is little.
 */
export async function weighRuns(
  threads: Threads,
  runs: readonly PassRun[],
  placement: Placement,
  before = process.memoryUsage.rss(),
): Promise<Weights> {
  const sessions = new Map<PassRun, number>()
  const imageMs = new Map<PassRun, number>()
  const [worker] = placement.kind === 'fused' ? threads.decoders : threads.inferrers
  if (!worker) throw new Error('no thread to weigh runs in')
  const sizes = new Map(await Promise.all(runs.map(async (run) => [run, (await stat(run.model.file)).size] as const)))
  for (const run of runs.toSorted((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0))) {
    if (!run.isActive) continue
    try {
      await openSession(single(placement), [worker], run)
    } catch (error) {
      run.fail(error)
      continue
    }
    const [latencies] = (await timeRun([worker], run, ONE_BATCH)) ?? []
    sessions.set(run, Math.max(0, process.memoryUsage.rss() - before))
    if (latencies?.[0] !== undefined) imageMs.set(run, latencies[0] / run.batch)
    await closeSessions({ decoders: [], inferrers: [worker] })
  }
  return { before, sessions, imageMs }
}
