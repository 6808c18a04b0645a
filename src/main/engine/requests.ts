import type { Method } from '../../shared/contract.ts'
import { AcuityError } from '../../shared/errors.ts'

interface Running {
  readonly method: Method
  readonly cancel: () => void
  readonly answered: Promise<unknown>
}

/** The requests in progress. Any of them can be cancelled: by who asked it, by its method, or as the engine closes. */
export class Requests {
  readonly #running = new Set<Running>()

  /**
   * Carries one out. What it does of its own when it is cancelled is up to it: its answer tells.
   * @param asker aborts where whoever asked wants it no more
   * @param work is given a signal that aborts when the request is cancelled, the reason being an AcuityError `cancelled`
   */
  async carryOut<T>(
    method: Method,
    asker: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const stop = new AbortController()
    const cancel = () => stop.abort(new AcuityError('cancelled', 'It was cancelled before it was done.'))
    if (asker?.aborted) cancel()
    asker?.addEventListener('abort', cancel)
    const answered = work(stop.signal)
    const request: Running = { method, cancel, answered }
    this.#running.add(request)
    try {
      return await answered
    } finally {
      this.#running.delete(request)
      asker?.removeEventListener('abort', cancel)
    }
  }

  /** Cancels those of these methods, whoever asked them. */
  cancel(methods: readonly Method[]): void {
    for (const { method, cancel } of this.#running) if (methods.includes(method)) cancel()
  }

  /** Cancels all, and waits until each is answered. */
  async close(): Promise<void> {
    for (const { cancel } of this.#running) cancel()
    await Promise.allSettled([...this.#running].map(({ answered }) => answered))
  }
}
