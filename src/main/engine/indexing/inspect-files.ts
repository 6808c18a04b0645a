import os from 'node:os'
import type { IndexProgress } from '../../../shared/dataset.ts'
import type { SkipReason } from '../../../shared/skip.ts'
import { hasImageName, type LabelledFile } from '../dataset/index.ts'
import type { Database, DatasetRow, KnownImage, NewImage } from '../db/index.ts'
import { shareMemory, type ImageInspection } from '../image/index.ts'
import { entryBeside } from '../processes/index.ts'
import { pump, throttled, withWorkers, type WorkerThread } from '../threads/index.ts'
import type { Source } from '../sources/index.ts'
import type { FileToInspect, IndexTasks, Inspection } from './index-tasks.ts'

/** Files handed to a thread, and rows committed, at a time. */
const CHUNK = 200
/** Chunks that a thread has in hand at a time. */
const LANES = 2
/** Reading headers is waiting for the disk more than computing; past four threads nothing is gained. */
const MAX_THREADS = 4

export interface InspectContext {
  db: Database
  signal: AbortSignal
  onProgress: (progress: IndexProgress) => void
}

/** Of images; what is none is only named. */
export interface InspectCounts {
  added: number
  changed: number
  unchanged: number
  /** Images of before that are no images any more. */
  removed: number
  /** Images that a run would evaluate. */
  usable: number
}

/** Where boxes of the images' objects lie. Where that is gone, images keep those that they have. */
interface Boxes {
  source: Source
  isThere: boolean
}

export interface Inspected {
  counts: InspectCounts
  /** Files beside the images that are none. */
  noImages: string[]
  /** The first image with a fault. */
  faulty: { path: string; reason: SkipReason; detail: string | null } | null
}

/**
 * Opens the files that are new or changed and commits what was found, chunk by chunk: in the thread that is lent, and in
 * others where there is enough for them.
 * @param known what the database has; every file takes its row out, so that what is left is gone from the source
 */
export async function inspectFiles(
  dataset: DatasetRow,
  files: readonly LabelledFile[],
  known: Map<string, KnownImage>,
  { db, signal, onProgress, thread, boxes }: InspectContext & { thread: WorkerThread<IndexTasks>; boxes: Boxes | null },
): Promise<Inspected> {
  const { kind, root } = dataset
  const generation = dataset.generation + 1
  const counts: InspectCounts = { added: 0, changed: 0, unchanged: 0, removed: 0, usable: 0 }
  const inspected: Inspected = { counts, noImages: [], faulty: null }
  const progress = { done: 0, faults: 0 }
  const isUnsettled = db.annotations.isUnsettled(dataset.id)
  const report = reporter(root, files.length, progress, onProgress)

  const commit = (file: LabelledFile, inspection: Inspection) => {
    const before = known.get(file.path)
    known.delete(file.path)
    const image = inspection.image === 'unchanged' ? null : toNewImage(file, inspection.image)
    const isSame = !image || (before !== undefined && isSameImage(image, before))
    let id = before?.id
    if (!isSame) {
      if (before) db.images.remove(before.id, generation)
      id = db.images.insert(dataset.id, generation, image)
    } else if (image && before && isKnownOtherwise(image, before))
      db.images.recognise(before.id, { ...image, seenMs: image.mtimeMs })
    if (id !== undefined && boxes?.isThere !== false) commitBoxes(id, inspection.boxes, isSame ? before : undefined)
    progress.done++
    count(file, image ?? before, before, isSame)
  }

  /** @param before what the row had when it had any */
  const commitBoxes = (id: number, found: Inspection['boxes'], before: KnownImage | undefined) => {
    if (found !== null && found !== 'unchanged') db.boxes.replace(id, found)
    else if (found === null && before?.boxFile != null) db.boxes.remove(id)
  }

  const count = (
    { path, isThere }: LabelledFile,
    image: (Pick<NewImage, 'counted' | 'fault'> & { faultDetail?: string | null }) | undefined,
    before: KnownImage | undefined,
    isSame: boolean,
  ) => {
    if (!image?.counted) {
      if (before?.counted) counts.removed++
      if (isThere) inspected.noImages.push(path)
      return
    }
    counts[isSame ? 'unchanged' : before?.counted ? 'changed' : 'added']++
    if (image.fault === null) counts.usable++
    else {
      progress.faults++
      inspected.faulty ??= { path, reason: image.fault, detail: image.faultDetail ?? null }
    }
  }

  let next = 0
  const nextChunk = () => {
    signal.throwIfAborted()
    const chunk = files.slice(next, (next += CHUNK))
    return chunk.length > 0 ? chunk : null
  }

  const threads = Math.min(MAX_THREADS, os.availableParallelism(), Math.ceil(files.length / (LANES * CHUNK)))
  const entry = entryBeside('index-worker', import.meta.url)
  const memory = shareMemory(null)
  await withWorkers<IndexTasks>(entry, Math.max(0, threads - 1), (others) =>
    pump([thread, ...others], LANES, nextChunk, async (worker, chunk) => {
      const tasks = chunk.map((file) => ({
        path: file.path,
        unopened: file.isThere ? null : file.fault,
        known: reusable(file, known.get(file.path)),
        boxes: boxesOf(file, known.get(file.path)),
      }))
      const places = { source: { kind, root }, boxes: boxes?.isThere ? boxes.source : null }
      const inspections = await worker.run('inspect', { ...places, files: tasks, memory })
      db.transaction(() => {
        inspections.forEach((inspection, i) => commit(at(chunk, i), inspection))
        if (isUnsettled) db.annotations.settle(dataset.id)
      })
      report()
    }),
  )
  report(true)
  return inspected
}

/** Faults that may be gone although the file's size and time are the same: they are looked at anew each time. */
const PASSING = new Set<SkipReason | null>(['file-unreadable'])

/**
 * A known row still holds if its label does and, as the worker finds out, size and time do too. One of before contents
 * were recorded, or how images lie, is looked at once more.
 */
function reusable(file: LabelledFile, known: KnownImage | undefined): FileToInspect['known'] {
  if (known?.label !== file.label || PASSING.has(known.fault)) return null
  if (known.content === null && known.fault !== 'file-missing') return null
  if (known.orientation === null && known.fault === null) return null
  if (file.isListed && !known.counted) return null
  if (file.fault && known.counted && file.fault.reason !== known.fault) return null
  const { bytes, seenMs, width, height } = known
  return { bytes, seenMs, width, height }
}

/** Boxes that were read from another file are read anew. */
function boxesOf({ boxes: file }: LabelledFile, known: KnownImage | undefined): FileToInspect['boxes'] {
  if (file === undefined) return null
  const { boxFile, boxBytes: bytes = null, boxMtimeMs: mtimeMs = null } = known ?? {}
  return { file, known: file === boxFile && bytes !== null && mtimeMs !== null ? { bytes, mtimeMs } : null }
}

/** Whether a file that was looked at anew turned out to be as it was: perhaps touched, with the same content. */
function isSameImage(image: NewImage, before: KnownImage): boolean {
  const { label, bytes, seenMs, content, fault, counted } = before
  if (image.label !== label || image.bytes !== bytes) return false
  if (image.fault !== fault || image.counted !== counted) return false
  return content === null ? image.mtimeMs === seenMs : image.content === content
}

/** Whether there is more to be known of the same image than its row says. */
function isKnownOtherwise(image: NewImage, before: KnownImage): boolean {
  const { seenMs, content, orientation } = before
  return image.mtimeMs !== seenMs || image.content !== content || image.orientation !== orientation
}

/** The row of a file; a fault of its label weighs more than one of its content, where it is an image. */
function toNewImage(file: LabelledFile, found: ImageInspection): NewImage {
  const { path, label, fault } = file
  const counted = isImage(file, found)
  const { bytes, mtimeMs, content, width = null, height = null, format = null, colorModel = null } = found
  const { orientation = null } = found
  const facts = { path, label, bytes, mtimeMs, content, width, height, format, colorModel, orientation, counted }
  if (fault && (counted || !file.isThere)) return { ...facts, fault: fault.reason, faultDetail: fault.detail }
  return { ...facts, fault: found.ok ? null : found.reason, faultDetail: found.ok ? null : found.detail }
}

/** Whether a file is an image or claims to be: a list says so, or its name, or its first bytes. */
function isImage({ path, fault, isThere, isListed }: LabelledFile, found: ImageInspection): boolean {
  if (isListed) return true
  if (!isThere) return fault?.reason === 'link-outside' && hasImageName(path)
  if (hasImageName(path) || found.format !== undefined) return true
  return found.reason === 'unsupported-format' || found.reason === 'file-unreadable'
}

function reporter(
  root: string,
  total: number,
  progress: { done: number; faults: number },
  onProgress: (progress: IndexProgress) => void,
) {
  const started = performance.now()
  const report = throttled(() => {
    const { done, faults } = progress
    const secondsEach = (performance.now() - started) / 1000 / done
    onProgress({
      root,
      waiting: false,
      total,
      done,
      faults,
      etaSeconds: done > 0 ? secondsEach * (total - done) : null,
    })
  })
  report(true)
  return report
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new RangeError(`no item ${index}`)
  return item
}
