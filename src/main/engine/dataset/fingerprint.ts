import { createHash, type Hash } from 'node:crypto'
import type { ClassEntry } from '../../../shared/dataset.ts'

/**
 * The identity of a dataset: SHA-256 over its class list and, in order of their paths, every file's path, size and
 * label. Times are left out, so that two copies of a dataset have one fingerprint.
 */
export class Fingerprint {
  readonly #hash: Hash = createHash('sha256')

  constructor(classes: readonly ClassEntry[]) {
    for (const { wnid } of classes) this.#hash.update(`${wnid}\n`)
  }

  add(image: { path: string; bytes: number; label: number | null }): void {
    // A tab cannot end a number, and a line break in a path is escaped: no two datasets share a text.
    this.#hash.update(`${JSON.stringify(image.path)}\t${image.bytes}\t${image.label ?? ''}\n`)
  }

  digest(): string {
    return this.#hash.digest('hex')
  }
}
