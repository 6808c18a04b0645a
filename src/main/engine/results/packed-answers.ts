import type { Database, PackableAnswer, PackedAnswers } from '../db/index.ts'

/** Rows read at a time: some milliseconds' worth. */
const PAGE = 2000
/** Threads commit their batches in no order: so many of the images that were last are looked at again. */
const UNSETTLED = 4096

const nothing: PackedAnswers = {
  images: new Int32Array(0),
  labels: new Int32Array(0),
  ranks: new Int8Array(0),
  confidences: new Float32Array(0),
}

/** Runs whose answers stay in memory, those that were asked for last: half a megabyte each of fifty thousand images. */
const MOST_KNOWN = 32

interface Known {
  packed: PackedAnswers
  /** Whether the database has the same. */
  isKept: boolean
}

const known = new WeakMap<Database, Map<number, Promise<Known>>>()

/**
 * What a run has answered so far, for all that counts over whole runs. Of one that has ended it is kept beside its
 * predictions; of one that goes on, only what is new is read. Whoever asks meanwhile waits.
 * @param unsettled how many of the last images known may have earlier ones committed after them
 */
export async function packedAnswers(db: Database, run: number, unsettled = UNSETTLED): Promise<PackedAnswers> {
  const runs = known.get(db) ?? new Map<number, Promise<Known>>()
  known.set(db, runs)
  const last = runs.get(run) ?? Promise.resolve({ packed: nothing, isKept: false })
  const next = last.then((before) => renew(db, run, before, unsettled))
  runs.delete(run)
  runs.set(run, next)
  for (const longestAgo of [...runs.keys()].slice(0, -MOST_KNOWN)) runs.delete(longestAgo)
  try {
    return (await next).packed
  } catch (error) {
    runs.delete(run)
    throw error
  }
}

async function renew(db: Database, run: number, last: Known, unsettled: number): Promise<Known> {
  const before = db.runs.get(run)?.evaluated ?? 0
  if (last.packed.images.length === before)
    return { packed: last.packed, isKept: last.isKept || keep(db, run, last.packed) }
  const kept = db.packedAnswers.get(run)
  if (kept?.images.length === before) return { packed: kept, isKept: true }
  let packed = await readAfter(db, run, last.packed, last.packed.images.length - unsettled)
  if (packed.images.length < before) packed = await readAfter(db, run, nothing, 0)
  return { packed, isKept: keep(db, run, packed) }
}

/** @returns whether it could be kept: of a run that goes on there would be more at once */
function keep(db: Database, run: number, packed: PackedAnswers): boolean {
  const row = db.runs.get(run)
  if (db.readOnly !== null || row?.evaluated !== packed.images.length) return false
  if (row.status === 'queued' || row.status === 'running') return false
  try {
    db.transaction(() => db.packedAnswers.set(run, packed))
    return true
  } catch {
    // It is answered all the same; whoever writes what matters is told what is wrong.
    return false
  }
}

/** @param from how many of the last known images are taken as they are */
async function readAfter(db: Database, run: number, last: PackedAnswers, from: number): Promise<PackedAnswers> {
  const settled = Math.max(0, from)
  const rows: PackableAnswer[] = []
  for (let after: number | undefined = last.images[settled - 1] ?? 0; after !== undefined;) {
    const page = db.packedAnswers.rows(run, after, PAGE)
    rows.push(...page)
    after = page.at(-1)?.[0]
    await new Promise(setImmediate)
  }
  const length = settled + rows.length
  const packed: PackedAnswers = {
    images: new Int32Array(length),
    labels: new Int32Array(length),
    ranks: new Int8Array(length),
    confidences: new Float32Array(length),
  }
  packed.images.set(last.images.subarray(0, settled))
  packed.labels.set(last.labels.subarray(0, settled))
  packed.ranks.set(last.ranks.subarray(0, settled))
  packed.confidences.set(last.confidences.subarray(0, settled))
  for (const [i, [image, label, rank, confidence]] of rows.entries()) {
    const at = settled + i
    packed.images[at] = image
    packed.labels[at] = label
    packed.ranks[at] = rank
    packed.confidences[at] = confidence ?? NaN
  }
  return packed
}
