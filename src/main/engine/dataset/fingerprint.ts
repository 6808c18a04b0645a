import { createHash } from 'node:crypto'
import path from 'node:path'
import type { ClassEntry } from '../../../shared/dataset.ts'

/** What of an image a fingerprint is made of; without a content, as where it could not be read, it is known by its name. */
interface Fingerprinted {
  path: string
  bytes: number
  content: string | null
  label: number | null
}

/**
 * The identity of a dataset: SHA-256 over its class list and every image's content (a hash of its head and tail), size and
 * label, in an order that is theirs. Where images lie, and what they are called, is left out: two copies of a dataset have
 * one fingerprint, in whichever layout.
 */
export class Fingerprint {
  readonly #classes: readonly ClassEntry[]
  /** By how they begin, so that no sort is of all of them at once. */
  readonly #lines = new Map<string, string[]>()

  constructor(classes: readonly ClassEntry[]) {
    this.#classes = classes
  }

  add({ path: name, bytes, content, label }: Fingerprinted): void {
    // A content is hex digits, and a name in quotes; neither has a tab or a line break in it: no two datasets share a text.
    const line = `${content ?? JSON.stringify(path.posix.basename(name))}\t${bytes}\t${label ?? ''}\n`
    const beginning = line.slice(0, 2)
    const lines = this.#lines.get(beginning)
    if (lines) lines.push(line)
    else this.#lines.set(beginning, [line])
  }

  /** Other work gets its turn while it is sorted. */
  async digest(): Promise<string> {
    const hash = createHash('sha256')
    for (const { wnid } of this.#classes) hash.update(`${wnid}\n`)
    for (const beginning of [...this.#lines.keys()].toSorted()) {
      for (const line of (this.#lines.get(beginning) ?? []).toSorted()) hash.update(line)
      await new Promise(setImmediate)
    }
    return hash.digest('hex')
  }
}
