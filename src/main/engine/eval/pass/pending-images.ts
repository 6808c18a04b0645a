import type { Database, PendingImage, EvaluatedRow } from '../../db/index.ts'
import { imageSet } from '../describe-run.ts'

/** Images asked for at a time: a query costs as much as answering some of them. */
const PAGE = 512

/** An image, and which of the runs it is left to, by their places. */
export interface LeftImage {
  image: PendingImage
  runs: readonly number[]
}

/** What one run has not done yet, in order of path. */
class Cursor {
  readonly #fetch
  #page: PendingImage[] = []
  #at = 0
  #isLast = false

  constructor(fetch: (after: string) => PendingImage[]) {
    this.#fetch = fetch
    this.#turn('')
  }

  get head(): PendingImage | undefined {
    return this.#page[this.#at]
  }

  /** Whether no more has to be asked for. */
  get isLast(): boolean {
    return this.#isLast
  }

  next(): void {
    const { head } = this
    this.#at++
    if (head && this.#at === this.#page.length && !this.#isLast) this.#turn(head.path)
  }

  #turn(after: string): void {
    this.#page = this.#fetch(after)
    this.#at = 0
    this.#isLast = this.#page.length < PAGE
  }
}

/** The images that are left to some of the runs of a pass, in order of their path, each with those that it is left to. */
export class PendingImages {
  readonly #cursors: readonly Cursor[]
  /** Of images that are left to the same runs, the same list: it is told by that. */
  readonly #lists = new Map<string, readonly number[]>()

  /**
   * @param runs of one dataset and generation, with the same limit
   * @param last their last path; null where they are of the whole dataset
   */
  constructor(db: Database, runs: readonly EvaluatedRow[], last: string | null) {
    this.#cursors = runs.map(
      (run) => new Cursor((after) => db.images.pending(imageSet(run), run.id, after, last, PAGE)),
    )
  }

  /** Whether what is left has been read to its end. */
  get isLastPage(): boolean {
    return this.#cursors.every((cursor) => cursor.isLast)
  }

  /** Null where none is left. */
  next(): LeftImage | null {
    let first: PendingImage | undefined
    for (const { head } of this.#cursors) if (head && (!first || head.path < first.path)) first = head
    if (!first) return null
    const runs: number[] = []
    for (const [run, cursor] of this.#cursors.entries()) if (cursor.head?.id === first.id) runs.push(run)
    for (const run of runs) this.#cursors[run]?.next()
    return { image: first, runs: this.#listOf(runs) }
  }

  #listOf(runs: number[]): readonly number[] {
    const key = runs.join()
    const known = this.#lists.get(key) ?? runs
    this.#lists.set(key, known)
    return known
  }
}
