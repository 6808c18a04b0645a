import type { Bench, FoundingBench } from '../../../shared/bench.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { removeLeftFolders } from '../processes/index.ts'
import type { BenchContext } from './bench-context.ts'
import { benchFounding } from './bench-founding.ts'
import { benchModel } from './bench-model.ts'
import { SCRATCH } from './network.ts'

interface Job {
  cancel: AbortController
  finished: Promise<unknown>
}

/** Benchmarks go one at a time, and not beside an evaluation: two at once would make every speed a lie. */
export class Benchmarks {
  readonly #evaluating: () => boolean
  readonly #announce: () => { release: () => void }
  readonly #context: Omit<BenchContext, 'signal'>
  #job: Job | null = null

  /**
   * @param evaluating whether an evaluation goes on, or waits for its turn
   * @param announce lets others in the same home know that something is measured, until that is released
   */
  constructor(
    evaluating: () => boolean,
    announce: () => { release: () => void },
    context: Omit<BenchContext, 'signal'>,
  ) {
    this.#evaluating = evaluating
    this.#announce = announce
    this.#context = context
  }

  /** @throws AcuityError `busy`, `cancelled`, or why the model cannot be measured */
  model(request: Request<'bench.model'>): Promise<Bench> {
    return this.#alone((context) => benchModel(request, context))
  }

  /** @throws AcuityError `busy`, `cancelled`, `provider-unavailable` */
  founding(request: Request<'bench.founding'>): Promise<FoundingBench> {
    return this.#alone((context) => benchFounding(request, context))
  }

  /** Ends what is being measured after the repetition in work; its figures are lost. */
  cancel(): void {
    this.#job?.cancel.abort(new AcuityError('cancelled', 'The benchmark was cancelled.'))
  }

  async close(): Promise<void> {
    this.cancel()
    await Promise.allSettled([this.#job?.finished])
  }

  async #alone<T>(work: (context: BenchContext) => Promise<T>): Promise<T> {
    if (this.#job) throw new AcuityError('busy', 'Another benchmark is going on: wait for it, or cancel it.')
    if (this.#evaluating()) throw new AcuityError('busy', 'An evaluation is going on: wait for it, or cancel it.')
    const cancel = new AbortController()
    const context = { ...this.#context, signal: cancel.signal }
    const finished = this.#announced(async () => {
      // The folder is Acuity's own, and earlier versions called theirs `bench-…`.
      await removeLeftFolders(context.caches.scratch, (name) => name.startsWith(SCRATCH))
      return work(context)
    })
    this.#job = { cancel, finished }
    try {
      return await finished
    } finally {
      this.#job = null
    }
  }

  async #announced<T>(work: () => Promise<T>): Promise<T> {
    const lock = this.#announce()
    try {
      return await work()
    } finally {
      lock.release()
    }
  }
}
