import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { ClearedCropCache, CropCacheSummary } from '../../../shared/crop-cache.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { findReferred } from '../../../shared/name.ts'
import { clearCropFiles, describeCropFiles, keepLimit, readLimit, writeLimit } from '../crop-cache/index.ts'
import type { Database } from '../db/index.ts'

/** What people see and settle of the crop cache, whose files lie in one folder. */
export class CropCaches {
  readonly #db: Database
  readonly #folder: string

  constructor(db: Database, folder: string) {
    this.#db = db
    this.#folder = folder
  }

  async list(): Promise<CropCacheSummary> {
    const files = await describeCropFiles(this.#folder, this.#db.locks)
    return {
      folder: this.#folder,
      limitBytes: await readLimit(this.#folder),
      totalBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      files: files.toReversed().map(({ file, key, images, bytes, usedMs, inUse }) => {
        const datasets = this.#db.datasets.all().filter(({ crops }) => crops === key?.images)
        const [first = key] = datasets
        return {
          file,
          key: key && first && { ...key, root: first.root },
          datasets: datasets.map(({ name }) => name),
          images,
          bytes,
          usedAt: new Date(usedMs).toISOString(),
          inUse,
        }
      }),
    }
  }

  /**
   * Removes what is kept of a dataset, and so of its copies; or all.
   * @throws AcuityError `busy` where a run writes to it, `not-found` where nobody knows the dataset
   */
  async clear(dataset: string | undefined): Promise<ClearedCropCache> {
    const { locks } = this.#db
    const files = await describeCropFiles(this.#folder, locks)
    if (dataset === undefined) return clearCropFiles(files, locks)
    const known = findReferred('dataset', this.#db.datasets.all(), dataset)
    const root = known?.root ?? (await realpath(dataset).catch(() => path.resolve(dataset)))
    const named = new Set((known ? [known] : this.#db.datasets.byRoot(root)).map(({ crops }) => crops))
    const chosen = files.filter(({ key }) => key && (key.root === root || named.has(key.images)))
    if (chosen.length === 0 && !known)
      throw new AcuityError('not-found', `There is no dataset ${dataset}, and no crop cache of such a folder.`)
    return clearCropFiles(chosen, locks)
  }

  /** Sets what the files may take together, and removes the least recently used ones until they do. */
  async limit(bytes: number): Promise<CropCacheSummary> {
    await writeLimit(this.#folder, bytes)
    await keepLimit(this.#folder, this.#db.locks)
    return this.list()
  }
}
