import { appendFileSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { messageOf } from '../../shared/errors.ts'
import { withoutControls } from '../../shared/text.ts'
import { MOST_BYTES, rotate } from './rotate.ts'

export type Level = 'info' | 'warn' | 'error'

/** So much of an entry is kept; a stack of a fault of ours fits. */
const MOST_CHARACTERS = 2000

/**
 * What happened to Acuity's processes, in `logs/acuity.log` of the home and, before that, in `acuity.1.log` and
 * `acuity.2.log` beside it. A line an entry: time (ISO 8601, UTC), process, level, event. Of images it has the
 * names of files at most, where an error says them.
 *
 * Our own, as what rotates files elsewhere (pino, electron-log) believes itself alone with them: here a window's two
 * processes and any number of command lines append to one file.
 */
export class Log {
  readonly home: string
  readonly file: string
  readonly #process: string
  #failure: string | null = null

  /** @param process says which of Acuity's processes writes */
  constructor(home: string, process: string) {
    this.home = home
    this.file = path.join(home, 'logs', 'acuity.log')
    this.#process = process
  }

  /** Why the last entry could not be written, where that is so: no work ends for that. */
  get failure(): string | null {
    return this.#failure
  }

  readonly write = (level: Level, event: string): void => {
    const line = `${new Date().toISOString()} ${this.#process}[${process.pid}] ${level} ${oneLine(event)}\n`
    try {
      makeFolder(path.dirname(this.file))
      rotate(this.file, MOST_BYTES - Buffer.byteLength(line))
      // Opened anew each time, as another process may have rotated meanwhile; the system lets no two appends mix.
      appendFileSync(this.file, line, { mode: 0o600 })
      this.#failure = null
    } catch (error) {
      this.#failure = messageOf(error)
    }
  }
}

/** Not where the home is gone: nothing is to come back of what a person has removed. */
function makeFolder(folder: string): void {
  if (!existsSync(folder) && existsSync(path.dirname(folder))) mkdirSync(folder, { mode: 0o700 })
}

/** Names of strangers may stand in it: it steers no terminal, and begins no line of its own. */
function oneLine(event: string): string {
  const line = withoutControls(
    event
      .trim()
      .replaceAll(/\s*[\r\n]\s*/g, ' ⏎ ')
      .replaceAll('\t', ' '),
  )
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line
}
