import { stat } from 'node:fs/promises'
import type { ChosenPlacement, Placement, RunSettings, SessionSpeed } from '../../../../shared/run.ts'
import { isOutOfMemory } from '../../runtime/index.ts'
import type { WorkerThread } from '../../threads/index.ts'
import type { EvaluateTasks } from './evaluate-tasks.ts'
import type { PassRun } from './pass-run.ts'
import { LARGE_MODEL_BYTES, placements } from './placement.ts'
import type { Affordable } from './placement-memory.ts'
import type { Crew } from './stream.ts'
import { timeSessions } from './time-sessions.ts'
import { calibrationTiming } from './timing.ts'

type Worker = WorkerThread<EvaluateTasks>

/** Every thread that any placement of a pass may need. */
export interface Threads {
  decoders: readonly Worker[]
  /** For the sessions of split placements; fused ones have theirs in the decoders. */
  inferrers: readonly Worker[]
}

/** The threads of a placement. */
export function crewFor(placement: Placement, { decoders, inferrers }: Threads): Crew {
  const crew = decoders.slice(0, placement.decoders)
  return { decoders: crew, inferrers: placement.kind === 'fused' ? crew : inferrers.slice(0, placement.sessions) }
}

/** Placements that come into question for runs, and why one of them is taken. */
export interface Candidates {
  candidates: readonly [Placement, ...Placement[]]
  reason: string
}

/** @param runs of one provider and number of threads */
export async function candidatesFor(
  { provider, threads }: Pick<RunSettings, 'provider' | 'threads'>,
  runs: readonly PassRun[],
): Promise<Candidates> {
  const all = placements(provider, threads)
  if (provider !== 'cpu') return { candidates: all, reason: 'one session for the GPU, all threads decode for it' }
  if (threads === 1) return { candidates: all, reason: 'one thread' }
  const sizes = await Promise.all(runs.map(({ model }) => stat(model.file)))
  if (sizes.some(({ size }) => size > LARGE_MODEL_BYTES))
    return { candidates: all, reason: 'the fastest when measured' }
  return { candidates: [all[0]], reason: 'a small network: a session in every thread' }
}

/** How the work of a pass is placed, and which of its runs have their sessions there: for others memory did not suffice. */
export interface SettledPlacement extends Placement {
  runs: PassRun[]
  postponed: PassRun[]
}

/**
 * Chooses among the candidates, by a short calibration where there are several, and opens the sessions of the chosen: for
 * several runs the one in which all of them take the least time together. Each run is told its placement.
 */
export async function settlePlacement(
  threads: Threads,
  runs: readonly PassRun[],
  { candidates, isReduced }: Affordable,
  reason: string,
): Promise<SettledPlacement> {
  const tried: { placement: Placement; speeds: Map<PassRun, SessionSpeed> }[] = []
  if (candidates.length > 1)
    for (const placement of candidates) {
      const { opened } = await openSessions(placement, threads, runs)
      const { inferrers } = crewFor(placement, threads)
      tried.push({ placement, speeds: await timeSessions(placement, inferrers, opened, calibrationTiming()) })
      await closeSessions(threads)
    }
  const [best] = tried.toSorted((a, b) => secondsAnImage(a.speeds) - secondsAnImage(b.speeds))
  const placement = best?.placement ?? candidates[0]
  const { opened, postponed } = await openSessions(
    placement,
    threads,
    runs.filter((run) => run.isActive),
  )
  for (const run of opened) {
    const calibration = tried.flatMap(({ placement: one, speeds }): ChosenPlacement['calibration'] => {
      const speed = speeds.get(run)
      return speed ? [{ ...one, fps: speed.fps }] : []
    })
    const { batch, memoryLimit } = run.run.settings
    const leaves = memoryLimit === null ? 'what the memory leaves' : 'what the memory limit leaves'
    const why = isReduced || run.batch < batch ? leaves : reason
    run.recorder.placed({ ...placement, batch: run.batch, reason: why, calibration })
  }
  return { ...placement, runs: opened, postponed }
}

/** What all runs take together; where one has no speed, no other placement is worth less. */
function secondsAnImage(speeds: ReadonlyMap<PassRun, SessionSpeed>): number {
  return [...speeds.values()].reduce((sum, { fps }) => sum + 1 / fps, 0) || Infinity
}

/** Opens the sessions of runs: those whose network the provider refuses fail, those without memory are told apart. */
async function openSessions(placement: Placement, threads: Threads, runs: readonly PassRun[]) {
  const { inferrers } = crewFor(placement, threads)
  const opened: PassRun[] = []
  const postponed: PassRun[] = []
  for (const run of runs)
    try {
      await openSession(placement, inferrers, run)
      opened.push(run)
    } catch (error) {
      await Promise.all(inferrers.map((worker) => worker.run('closeSessions', run.number)))
      if (isOutOfMemory(error) && opened.length > 0) postponed.push(run)
      else run.fail(error)
    }
  return { opened, postponed }
}

export async function openSession(
  { threadsPerSession }: Pick<Placement, 'threadsPerSession'>,
  inferrers: readonly Worker[],
  { number, model, crop, run }: PassRun,
): Promise<void> {
  const session = { provider: run.settings.provider, threads: threadsPerSession }
  const opening = inferrers.map((worker) => worker.run('openSession', { number, model, crop, session }))
  const failed = (await Promise.allSettled(opening)).find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
}

export async function closeSessions({ decoders, inferrers }: Threads): Promise<void> {
  await Promise.all([...decoders, ...inferrers].map((worker) => worker.run('closeSessions', null)))
}
