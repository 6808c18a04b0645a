import type { Bench, FoundingBench } from '../../../shared/bench.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { BenchContext } from './bench-context.ts'
import { benchFounding } from './bench-founding.ts'
import { benchModel } from './bench-model.ts'

interface Job {
  cancel: AbortController
  finished: Promise<unknown>
}

/** Benchmarks go one at a time: two at once would make every speed a lie. */
export class Benchmarks {
  readonly #context: Omit<BenchContext, 'signal'>
  #job: Job | null = null

  constructor(context: Omit<BenchContext, 'signal'>) {
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
    const cancel = new AbortController()
    const finished = work({ ...this.#context, signal: cancel.signal })
    this.#job = { cancel, finished }
    try {
      return await finished
    } finally {
      this.#job = null
    }
  }
}
