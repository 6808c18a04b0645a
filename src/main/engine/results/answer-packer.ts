import type { RunSummary } from '../../../shared/run.ts'
import type { Database } from '../db/index.ts'
import { packedAnswers } from './packed-answers.ts'

/**
 * Packs the answers of a sweep's runs as they are done, one run after another: whoever looks at the sweep first would
 * wait for all of them, seconds where there are many.
 */
export class AnswerPacker {
  readonly #db: Database
  #last: Promise<unknown> = Promise.resolve()

  constructor(db: Database) {
    this.#db = db
  }

  add({ run, status, sweep }: Pick<RunSummary, 'run' | 'status' | 'sweep'>): void {
    if (sweep === null || status !== 'done') return
    // What goes wrong is told to whoever asks for the answers: then they are packed.
    this.#last = this.#last.then(() => packedAnswers(this.#db, run)).catch(() => undefined)
  }

  /** Settles once all that were added are packed. */
  async close(): Promise<void> {
    await this.#last
  }
}
