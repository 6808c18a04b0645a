import { setImmediate } from 'node:timers/promises'
import { AcuityError } from '../../../shared/errors.ts'
import type { Purged } from '../../../shared/shelf.ts'
import { clearCropFiles } from '../crop-cache/index.ts'
import type { Database } from '../db/index.ts'
import { cropFilesOf } from './delete.ts'

/** What was deleted can be brought back for so long at least. */
const KEPT_MS = 24 * 3600_000

/**
 * Removes for good what was deleted up to a moment, the oldest first and a few rows at a time. What it leaves when it is
 * ended goes on the next time.
 * @param crops folder of the crop cache
 */
async function purgeUntil(db: Database, crops: string, until: Date, signal: AbortSignal): Promise<Purged> {
  const purged = { things: 0, answers: 0, cacheBytes: 0 }
  for (const deletion of db.transaction(() => db.deletions.beginPurge(until.toISOString()))) {
    const things = db.deletions.marked(deletion)
    purged.things += things.length
    purged.answers += db.deletions.answersOf(deletion)
    for (const file of await cropFilesOf(db, crops, things)) {
      signal.throwIfAborted()
      purged.cacheBytes += (await clearCropFiles([file], db.locks).catch(kept)).bytes
    }
    while (db.deletions.purgeSome(deletion)) {
      await setImmediate()
      signal.throwIfAborted()
    }
    db.deletions.forget(deletion)
  }
  return purged
}

/** A file that is being written, or cannot be removed, goes when the cache needs its room. */
function kept(error: unknown): { bytes: number } {
  if (error instanceof AcuityError) return { bytes: 0 }
  throw error
}

/** Removes for good all that is marked as deleted. */
export const purgeAll = (db: Database, crops: string, signal: AbortSignal) => purgeUntil(db, crops, new Date(), signal)

/** What was deleted a day ago is removed while the engine does other things. */
export class Purging {
  readonly #stop = new AbortController()
  readonly #done: Promise<unknown>

  constructor(db: Database, crops: string) {
    const until = new Date(Date.now() - KEPT_MS)
    // What cannot be removed now is removed by a later engine.
    this.#done =
      db.readOnly === null
        ? setImmediate()
            .then(() => this.#stop.signal.throwIfAborted())
            .then(() => purgeUntil(db, crops, until, this.#stop.signal))
            .catch(() => undefined)
        : Promise.resolve()
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#done
  }
}
