import type { Placement } from '../../../../shared/run.ts'
import { Channel, pump, type WorkerThread } from '../../threads/index.ts'
import type { EvaluateTasks } from './evaluate-tasks.ts'

type Worker = WorkerThread<EvaluateTasks>

/** A thread that infers has one job in work and one waiting. */
const LANES = 2

/** The threads of a pass, by what they do. */
export interface Crew {
  /** They decode; where the work is fused, they infer as well. */
  decoders: readonly Worker[]
  /** They infer. */
  inferrers: readonly Worker[]
}

/** Slots for the crops of jobs: no more are ever begun, however large the dataset. */
export function slotsFor({ kind, sessions, decoders }: Placement): number {
  // Each session has a job in work and one waiting; where they are others, each decoder fills another meanwhile.
  return kind === 'fused' ? LANES * decoders : decoders + LANES * sessions
}

/** Slots that a thread has for itself, or that all share. */
export const ownSlots = ({ kind }: Pick<Placement, 'kind'>) => (kind === 'fused' ? LANES : 0)
export const sharedSlots = (placement: Placement) => (placement.kind === 'fused' ? 0 : slotsFor(placement))

/** What is done with a job, by whichever thread and in whichever slot. */
export interface Steps<J, C> {
  /** The next job, or null where there is none left; called only when a thread is about to be free. */
  next: () => J | null
  /** Has its crops written into the slot. */
  crop: (worker: Worker, slot: number, job: J) => Promise<C>
  /** Has the crops of the slot inferred, and commits what came of them. */
  infer: (worker: Worker, slot: number, job: J, cropped: C) => Promise<void>
}

/**
 * Streams jobs through the threads until there is none left.
 * @throws the first error of any step, after every step in work has ended
 */
export function stream<J, C>(placement: Placement, crew: Crew, steps: Steps<J, C>): Promise<void> {
  return placement.kind === 'fused' ? streamFused(crew, steps) : streamSplit(crew, sharedSlots(placement), steps)
}

/** Each thread has slots of its own, one for each of its lanes. */
async function streamFused<J, C>({ decoders }: Crew, { next, crop, infer }: Steps<J, C>): Promise<void> {
  const lanes = decoders.flatMap((worker) => Array.from({ length: LANES }, (_, slot) => ({ worker, slot })))
  await pump(lanes, 1, next, async ({ worker, slot }, job) => {
    await infer(worker, slot, job, await crop(worker, slot, job))
  })
}

/** Free slots go to the decoders, full ones to the sessions, and back: what is slower makes the others wait. */
async function streamSplit<J, C>(
  { decoders, inferrers }: Crew,
  slots: number,
  { next, crop, infer }: Steps<J, C>,
): Promise<void> {
  const free = new Channel(Array.from({ length: slots }, (_, slot) => slot))
  const full = new Channel<{ slot: number; job: J; cropped: C }>()
  let failed = false
  const guarded = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      failed = true
      free.close()
      full.close()
      throw error
    }
  }
  const decode = async (worker: Worker) => {
    for (let slot = await free.take(); slot !== null && !failed; slot = await free.take()) {
      const job = next()
      if (job === null) {
        // The other decoders find nothing either: one slot must reach each of them.
        free.put(slot)
        return
      }
      full.put({ slot, job, cropped: await crop(worker, slot, job) })
    }
  }
  const inferAll = async (worker: Worker) => {
    for (let ready = await full.take(); ready !== null && !failed; ready = await full.take()) {
      const { slot, job, cropped } = ready
      await infer(worker, slot, job, cropped)
      free.put(slot)
    }
  }
  const decoding = Promise.allSettled(decoders.map((worker) => guarded(() => decode(worker)))).finally(() =>
    full.close(),
  )
  const lanes = inferrers.flatMap((worker) => Array.from({ length: LANES }, () => worker))
  const inferring = Promise.allSettled(lanes.map((worker) => guarded(() => inferAll(worker))))
  const results = [...(await decoding), ...(await inferring)]
  const first = results.find((result) => result.status === 'rejected')
  if (first) throw first.reason
}
