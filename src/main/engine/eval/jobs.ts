import type { ChosenPlacement, RunSettings } from '../../../shared/run.ts'
import type { Database, RunRow } from '../db/index.ts'
import { imageSet } from './describe-run.ts'
import type { QueuedImage } from './evaluate-tasks.ts'
import type { RunCrops } from './run-crops.ts'

/** Images asked for at a time: a query costs as much as answering some of them. */
const PAGE = 512

/** A network infers about so long for a job: handing it over then costs nothing, and it is soon cancelled. */
const JOB_MS = 80

export interface JobOptions {
  /** The run's last path; null where the run is the whole dataset. */
  last: string | null
  signal: AbortSignal
  crops: RunCrops
  batch: number
  /** Batches of a job. */
  batches: number
  /** Whether the network always infers a whole batch, however few of its images count. */
  isBatchFixed: boolean
  /** Threads that take jobs. */
  workers: number
}

/** Images of a job: where files are decoded, each of them takes a millisecond or two, however quick the network. */
const MOST_IMAGES = 128
/** Each thread holds the crops of its job. */
const MOST_BYTES = 32 << 20

/**
 * Batches that are handed over, and committed, together. Slots have room for one, and a memory limit was counted
 * with one.
 * @param batchMs what the network takes for a batch, in milliseconds
 */
export function batchesPerJob(
  { kind, batch }: Pick<ChosenPlacement, 'kind' | 'batch'>,
  batchMs: number,
  { memoryLimit, recipe }: Pick<RunSettings, 'memoryLimit' | 'recipe'>,
): number {
  if (kind === 'split' || memoryLimit !== null) return 1
  const most = Math.min(MOST_IMAGES, MOST_BYTES / (recipe.crop * recipe.crop * 3))
  return Math.max(1, Math.floor(Math.min(JOB_MS / batchMs, most / batch)))
}

/**
 * Hands out the images not yet done in order of their path: as many as a job has, and towards the end ever fewer at a
 * time, so that all threads end together. Null when there is none left, or the run is aborted.
 */
export function jobs(db: Database, run: RunRow, options: JobOptions): () => QueuedImage[] | null {
  const { last, signal, crops, batch, batches, isBatchFixed, workers } = options
  const most = batch * batches
  const set = imageSet(run)
  const queue: QueuedImage[] = []
  let after = ''
  let isLastPage = false
  const fill = () => {
    const page = db.images.pending(set, run.id, after, last, PAGE)
    after = page.at(-1)?.path ?? after
    isLastPage = page.length < PAGE
    queue.push(...page.map((image) => crops.queue(image)))
  }
  return () => {
    if (signal.aborted) return null
    while (queue.length < most && !isLastPage) fill()
    // A thread that takes a job has another one in hand still: half of what would be its share.
    const share = isLastPage ? Math.ceil(queue.length / (2 * workers)) : most
    const whole = Math.floor(share / batch) * batch
    const images = queue.splice(0, Math.min(most, whole || (isBatchFixed ? batch : share)))
    return images.length > 0 ? images : null
  }
}
