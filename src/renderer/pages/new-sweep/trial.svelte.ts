import type { SweepEstimate } from '../../../shared/sweep.ts'
import { wordError } from '../../lib/word-remedy.ts'

/** Longer than between two keys: each model is tried at each size in a process of its own. */
const PAUSE_MS = 400

/** What a sweep would take, as the engine finds out by trying its models: anew as the form changes. */
export class Trial<Request> {
  /** The last answer; it stays while the next one is on its way. */
  answer = $state.raw<{ to: string; estimate: SweepEstimate } | null>(null)
  failure = $state.raw<{ of: string; text: string } | null>(null)
  /** What is being tried, or about to be. */
  tried = $state.raw<string | null>(null)

  readonly #estimate: (request: Request, signal: AbortSignal) => Promise<SweepEstimate>
  readonly #pauseMs: number
  #abort = new AbortController()
  #pause: ReturnType<typeof setTimeout> | undefined

  constructor(
    estimate: (request: Request, signal: AbortSignal) => Promise<SweepEstimate>,
    { pauseMs = PAUSE_MS }: { pauseMs?: number } = {},
  ) {
    this.#estimate = estimate
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

  /** Ends what is being tried. */
  stop(): void {
    clearTimeout(this.#pause)
    this.#abort.abort()
    this.tried = null
  }

  async #try(request: Request, text: string): Promise<void> {
    const { signal } = (this.#abort = new AbortController())
    try {
      const estimate = await this.#estimate(request, signal)
      if (signal.aborted) return
      this.answer = { to: text, estimate }
      this.failure = null
    } catch (error) {
      if (signal.aborted) return
      this.failure = { of: text, text: wordError(error) }
    }
    this.tried = null
  }
}

/** By which requests are told apart. */
export const keyOf = (request: unknown): string => JSON.stringify(request)
