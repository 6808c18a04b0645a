import { messageOf, remediesOf } from '../../shared/errors.ts'
import type { Remedy } from '../../shared/remedy.ts'
import { wordError } from '../lib/word-remedy.ts'

/** Longer than between two keys: each trial of a model takes a process of its own. */
const PAUSE_MS = 400

/** What a form's request would come to, as the engine finds out by trying its models: anew as the form changes. */
export class Trial<Request, Found> {
  /** The last answer; it stays while the next one is on its way. */
  answer = $state.raw<{ to: string; found: Found } | null>(null)
  failure = $state.raw<Failure | null>(null)
  /** What is being tried, or about to be. */
  tried = $state.raw<string | null>(null)

  readonly #find: (request: Request, signal: AbortSignal) => Promise<Found>
  readonly #pauseMs: number
  #abort = new AbortController()
  #pause: ReturnType<typeof setTimeout> | undefined

  constructor(
    find: (request: Request, signal: AbortSignal) => Promise<Found>,
    { pauseMs = PAUSE_MS }: { pauseMs?: number } = {},
  ) {
    this.#find = find
    this.#pauseMs = pauseMs
  }

  /** Tries what the form says now, in place of what it said before; nothing where it says nothing. */
  follow(request: Request | null): void {
    const text = request === null ? null : keyOf(request)
    if (text !== null && text === this.tried) return
    this.stop()
    if (request === null || text === null || text === this.answer?.to) return
    this.tried = text
    this.#pause = setTimeout(() => void this.#try(request, text), this.#pauseMs)
  }

  /** Tries once more what was tried before: something else than the form has changed. */
  again(request: Request | null): void {
    this.answer = null
    this.failure = null
    this.follow(request)
  }

  /** Ends what is being tried. */
  stop(): void {
    clearTimeout(this.#pause)
    this.#abort.abort()
    this.tried = null
  }

  async #try(request: Request, text: string): Promise<void> {
    const { signal } = (this.#abort = new AbortController())
    try {
      const found = await this.#find(request, signal)
      if (signal.aborted) return
      this.answer = { to: text, found }
      this.failure = null
    } catch (error) {
      if (signal.aborted) return
      this.failure = { of: text, text: wordError(error), message: messageOf(error), remedies: remediesOf(error) }
    }
    this.tried = null
  }
}

/** What could not be tried, and why: as it is worded, and as it is. */
interface Failure {
  of: string
  text: string
  message: string
  remedies: readonly Remedy[]
}

/** By which requests are told apart. */
export const keyOf = (request: unknown): string => JSON.stringify(request)
