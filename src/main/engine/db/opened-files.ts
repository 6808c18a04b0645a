import { statSync } from 'node:fs'
import { AcuityError } from '../../../shared/errors.ts'

/**
 * The files that a connection writes to, known by their numbers. SQLite goes on writing into a file that was deleted or
 * renamed, and succeeds: whoever commits has to ask whether anybody will ever find it.
 */
export class OpenedFiles {
  readonly #file: string
  readonly #known: readonly { name: string; identity: string | null }[]

  /** To be made once the connection has read from `file`, so that its write-ahead log is there. */
  constructor(file: string) {
    this.#file = file
    this.#known = [file, `${file}-wal`].map((name) => ({ name, identity: identify(name) }))
  }

  /**
   * Takes some microseconds.
   * @throws AcuityError `database-gone` where a name is no file any more, or another file's
   */
  check(): void {
    for (const { name, identity } of this.#known)
      if (identity !== null && identify(name) !== identity)
        throw new AcuityError(
          'database-gone',
          `${name} was deleted, moved or replaced while Acuity worked on it, so nothing is kept any more. ` +
            `Put ${this.#file} back where it was, or begin anew; close every Acuity that still has it open.`,
        )
  }
}

/** Device and number of a file; null where nothing has the name. */
function identify(name: string): string | null {
  const found = statSync(name, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.dev}:${found.ino}` : null
}
