import { stat } from 'node:fs/promises'
import type { ChosenPlacement, Placement, RunSettings } from '../../../shared/run.ts'
import type { WrappedFile } from '../library/index.ts'
import type { WorkerThread } from '../threads/index.ts'
import type { EvaluateTasks } from './evaluate-tasks.ts'
import { memoryLimitError } from './memory-limit.ts'
import { LARGE_MODEL_BYTES, placements, smallerPlacements } from './placement.ts'
import { affordable, bytesNeeded, type Affordable } from './placement-memory.ts'
import { sessionSpeed } from './speed-meter.ts'
import type { Crew } from './stream.ts'
import { calibrationTiming } from './timing.ts'

type Worker = WorkerThread<EvaluateTasks>

/** Every thread that any placement of a run may need. */
export interface Threads {
  decoders: readonly Worker[]
  /** For the sessions of split placements; fused ones have theirs in the decoders. */
  inferrers: readonly Worker[]
}

export interface Work {
  model: WrappedFile
  settings: RunSettings
}

/** The threads of a placement. */
export function crewFor(placement: Placement, { decoders, inferrers }: Threads): Crew {
  const crew = decoders.slice(0, placement.decoders)
  return { decoders: crew, inferrers: placement.kind === 'fused' ? crew : inferrers.slice(0, placement.sessions) }
}

/** Placements that come into question for a run, and why one of them is taken. */
export interface Candidates {
  candidates: Placement[]
  reason: string
}

export async function candidatesFor({ model, settings }: Work): Promise<Candidates> {
  const { provider, threads } = settings
  const all = placements(provider, threads)
  if (provider !== 'cpu') return { candidates: all, reason: 'one session for the GPU, all threads decode for it' }
  if (threads === 1) return { candidates: all, reason: 'one thread' }
  if ((await stat(model.file)).size > LARGE_MODEL_BYTES) return { candidates: all, reason: 'the fastest when measured' }
  return { candidates: all.slice(0, 1), reason: 'a small network: a session in every thread' }
}

/**
 * Chooses among the candidates, by a short calibration where there are several, and opens the sessions of the chosen.
 * @throws AcuityError `memory-limit` where not even a single session fits, or why the network does not run
 */
export async function settlePlacement(
  threads: Threads,
  work: Work,
  { candidates, reason }: Candidates,
): Promise<ChosenPlacement> {
  const fitting = await fitMemory(threads, work, candidates)
  const { batch } = fitting
  const calibration: ChosenPlacement['calibration'] = []
  if (fitting.candidates.length > 1)
    for (const placement of fitting.candidates) {
      await openSessions(placement, threads, work)
      const { fps } = await timeSessions(placement, threads, { ...calibrationTiming(), batch })
      calibration.push({ ...placement, fps })
      await closeSessions(threads)
    }
  const [best] = calibration.toSorted((a, b) => b.fps - a.fps)
  const { kind, sessions, threadsPerSession, decoders } = best ?? fitting.candidates[0]
  const placement: Placement = { kind, sessions, threadsPerSession, decoders }
  await openSessions(placement, threads, work)
  return { ...placement, batch, reason: fitting.isReduced ? 'what the memory limit leaves' : reason, calibration }
}

/** Times all sessions of a placement at once, on resident input. */
export async function timeSessions(
  placement: Placement,
  threads: Threads,
  timing: EvaluateTasks['timeSession']['input'],
) {
  const { inferrers } = crewFor(placement, threads)
  const latencies = await Promise.all(inferrers.map((worker) => worker.run('timeSession', timing)))
  return sessionSpeed(latencies, { ...timing, threadsPerSession: placement.threadsPerSession })
}

async function openSessions(placement: Placement, threads: Threads, { model, settings }: Work): Promise<void> {
  const session = { provider: settings.provider, threads: placement.threadsPerSession }
  const input = { model, crop: settings.recipe.crop, session }
  await Promise.all(crewFor(placement, threads).inferrers.map((worker) => worker.run('openSession', input)))
}

async function closeSessions({ decoders, inferrers }: Threads): Promise<void> {
  await Promise.all([...decoders, ...inferrers].map((worker) => worker.run('closeSession', null)))
}

interface Fitting extends Affordable {
  batch: number
}

/**
 * Leaves of the candidates those that the memory limit allows, by what one session was seen to take; where it allows
 * none, placements with fewer sessions, and then smaller batches.
 */
async function fitMemory(threads: Threads, work: Work, candidates: Placement[]): Promise<Fitting> {
  const { batch: asked, memoryLimit: limit, recipe, provider } = work.settings
  const [first, ...others] = candidates
  if (first === undefined) throw new Error('no placement to choose from')
  if (limit === null) return { candidates: [first, ...others], batch: asked, isReduced: false }

  const single: Placement = { ...first, sessions: 1, threadsPerSession: 1, decoders: 1 }
  const smaller = smallerPlacements(provider, work.settings.threads)
  const crop = recipe.crop * recipe.crop * 3
  // Memory that an attempt leaves behind is the process's, whatever the next one takes: all are measured from here.
  const before = process.memoryUsage.rss()
  for (let batch = asked; ; batch = Math.floor(batch / 2)) {
    await openSessions(single, threads, work)
    await timeSessions(single, threads, { batch, warmUp: 1, repetitions: 1, minMs: 0, maxMs: 0 })
    const session = Math.max(0, process.memoryUsage.rss() - before)
    await closeSessions(threads)
    const needs = (placement: Placement) => bytesNeeded(placement, batch, { before, session, crop })
    const left = affordable(candidates, smaller, limit, needs)
    if (left) return { ...left, batch, isReduced: left.isReduced || batch < asked }
    if (batch === 1 || work.model.batch !== 'dynamic') throw memoryLimitError(needs(smaller.at(-1) ?? first), limit)
  }
}
