import type { Placement } from '../../../shared/run.ts'
import { Channel, pump, type WorkerThread } from '../threads/index.ts'
import {
  joinResults,
  type JobResult,
  type CroppedImages,
  type EvaluateTasks,
  type QueuedImage,
} from './evaluate-tasks.ts'

/** A thread that infers has one batch in work and one waiting. */
const LANES = 2

type Commit = (result: JobResult) => void

/** The threads of a run, by what they do. */
export interface Crew {
  /** They decode; where the work is fused, they infer as well. */
  decoders: readonly WorkerThread<EvaluateTasks>[]
  /** They infer. */
  inferrers: readonly WorkerThread<EvaluateTasks>[]
}

/** A placement, and the images that a session infers at a time. */
type BatchedPlacement = Placement & { batch: number }

/** Batches in memory that threads share: no more are ever begun, however large the dataset. */
export function slotsFor({ kind, sessions, decoders }: Placement): number {
  // Each session has a batch in work and one waiting; meanwhile each decoder fills another.
  return kind === 'fused' ? 0 : decoders + LANES * sessions
}

/**
 * Streams images through the threads until there is none left.
 *
 * @param next the next images, or null when there is none left; called only when a thread is about to be free. Where
 *   the work is fused they may be several batches; where it is split, one.
 * @param commit takes what came of such images, in the order in which they are done
 * @throws the first error of any of them, after every batch in work has ended
 */
export function stream(
  placement: BatchedPlacement,
  crew: Crew,
  next: () => QueuedImage[] | null,
  commit: Commit,
): Promise<void> {
  return placement.kind === 'fused'
    ? streamFused(crew, placement.batch, next, commit)
    : streamSplit(crew, slotsFor(placement), next, commit)
}

async function streamFused(
  { decoders }: Crew,
  batch: number,
  next: () => QueuedImage[] | null,
  commit: Commit,
): Promise<void> {
  await pump(decoders, LANES, next, async (worker, images) => {
    commit(await worker.run('evaluate', { images, batch }))
  })
}

/** Free slots go to the decoders, full ones to the sessions, and back: what is slower makes the others wait. */
async function streamSplit(
  { decoders, inferrers }: Crew,
  slots: number,
  next: () => QueuedImage[] | null,
  commit: Commit,
): Promise<void> {
  const free = new Channel(Array.from({ length: slots }, (_, slot) => slot))
  const full = new Channel<{ slot: number; cropped: CroppedImages }>()
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
  const decode = async (worker: WorkerThread<EvaluateTasks>) => {
    for (let slot = await free.take(); slot !== null && !failed; slot = await free.take()) {
      const images = next()
      if (images === null) {
        // The other decoders find nothing either: one slot must reach each of them.
        free.put(slot)
        return
      }
      full.put({ slot, cropped: await worker.run('crop', { slot, images }) })
    }
  }
  const infer = async (worker: WorkerThread<EvaluateTasks>) => {
    for (let ready = await full.take(); ready !== null && !failed; ready = await full.take()) {
      const { slot, cropped } = ready
      const inferred = await worker.run('infer', { slot, images: cropped.images })
      free.put(slot)
      commit(joinResults(cropped, inferred))
    }
  }
  const decoding = Promise.allSettled(decoders.map((worker) => guarded(() => decode(worker)))).finally(() =>
    full.close(),
  )
  const lanes = inferrers.flatMap((worker) => Array.from({ length: LANES }, () => worker))
  const inferring = Promise.allSettled(lanes.map((worker) => guarded(() => infer(worker))))
  const results = [...(await decoding), ...(await inferring)]
  const first = results.find((result) => result.status === 'rejected')
  if (first) throw first.reason
}
