import type { ChosenPlacement } from '../../../../shared/run.ts'
import type { QueuedImage } from './evaluate-tasks.ts'
import { cropBytes } from './layout.ts'
import type { PassCrops } from './pass-crops.ts'
import type { PendingImages } from './pending-images.ts'

/** Images that are handed over together, and the runs that all of them are left to, by their places. */
export interface Job {
  images: QueuedImage[]
  runs: readonly number[]
}

export interface JobOptions {
  signal: Pick<AbortSignal, 'aborted'>
  crops: Pick<PassCrops, 'queue'>
  /** The largest batch of the runs. */
  batch: number
  /** Batches of a job. */
  batches: number
  /** Whether a network always infers a whole batch, however few of its images count. */
  isBatchFixed: boolean
  /** Threads that take jobs. */
  workers: number
}

/** Networks infer about so long for a job: handing it over then costs nothing, and it is soon cancelled. */
export const JOB_MS = 80
/** Images of a job: where files are decoded, each of them takes a millisecond or two, however quick the network. */
const MOST_IMAGES = 128
/** Each thread holds the crops of two jobs. */
const MOST_BYTES = 16 << 20

/**
 * Batches that are handed over, and committed, together. Slots that threads share have room for one, and a memory limit
 * was counted with one.
 * @param imageMs what all networks take together for an image, in milliseconds
 * @param crops sides of an image's crops
 */
export function batchesPerJob(
  { kind, batch }: Pick<ChosenPlacement, 'kind' | 'batch'>,
  imageMs: number,
  { memoryLimit, crops }: { memoryLimit: number | null; crops: readonly number[] },
): number {
  if (kind === 'split' || memoryLimit !== null) return 1
  const bytes = crops.reduce((sum, crop) => sum + cropBytes({ crop }), 0)
  const most = Math.min(MOST_IMAGES, MOST_BYTES / bytes)
  return Math.max(1, Math.floor(Math.min(JOB_MS / imageMs, most) / batch))
}

/**
 * Hands out what is left in order of path: as many images as a job has, and towards the end ever fewer at a time, so that
 * all threads end together. Null when there is none left, or the pass is aborted.
 */
export function jobs(pending: PendingImages, options: JobOptions): () => Job | null {
  const { signal, crops, batch, batches, isBatchFixed, workers } = options
  const most = batch * batches
  const queue: { image: QueuedImage; runs: readonly number[] }[] = []
  const fill = () => {
    for (let next = pending.next(); next; next = pending.next()) {
      queue.push({ image: crops.queue(next.image), runs: next.runs })
      if (queue.length >= most && !pending.isLastPage) return
    }
  }
  return () => {
    if (signal.aborted) return null
    if (queue.length < most) fill()
    const [first] = queue
    if (!first) return null
    // A thread that takes a job has another one in hand still: half of what would be its share.
    const share = pending.isLastPage ? Math.ceil(queue.length / (2 * workers)) : most
    const whole = Math.floor(share / batch) * batch
    const count = Math.min(most, whole || (isBatchFixed ? batch : share))
    // Those that are left to other runs wait for the next job.
    const other = queue.findIndex(({ runs }) => runs !== first.runs)
    const taken = queue.splice(0, other < 0 ? count : Math.min(count, other))
    return { images: taken.map(({ image }) => image), runs: first.runs }
  }
}
