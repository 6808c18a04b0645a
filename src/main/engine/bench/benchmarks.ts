import type { Bench, FoundingBench, MeasuredSession } from '../../../shared/bench.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Database } from '../db/index.ts'
import { removeLeftFolders } from '../processes/index.ts'
import type { BenchContext } from './bench-context.ts'
import { benchFounding } from './bench-founding.ts'
import { benchModel } from './bench-model.ts'
import { benchRuns } from './bench-runs.ts'
import { SCRATCH } from './network.ts'

/** Benchmarks go one at a time, and not beside an evaluation: two at once would make every speed a lie. */
export class Benchmarks {
  readonly #evaluating: () => boolean
  readonly #announce: () => { release: () => void }
  readonly #context: Omit<BenchContext, 'signal'>
  #measuring = false

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

  /**
   * @param signal ends it after the repetition in work; its figures are lost
   * @throws AcuityError `busy`, `cancelled`, or why the model cannot be measured
   */
  model(request: Request<'bench.model'>, signal: AbortSignal): Promise<Bench> {
    return this.#alone(signal, (context) => benchModel(request, context))
  }

  /** @throws AcuityError `busy`, `cancelled`, `provider-unavailable` */
  founding(request: Request<'bench.founding'>, signal: AbortSignal): Promise<FoundingBench> {
    return this.#alone(signal, (context) => benchFounding(request, context))
  }

  /** @throws AcuityError `busy`, `cancelled`, or why a run cannot be measured */
  runs(request: Request<'bench.runs'>, db: Database, signal: AbortSignal): Promise<{ sessions: MeasuredSession[] }> {
    return this.#alone(signal, (context) => benchRuns(request, { ...context, db }))
  }

  async #alone<T>(signal: AbortSignal, work: (context: BenchContext) => Promise<T>): Promise<T> {
    if (this.#measuring) throw new AcuityError('busy', 'Another benchmark is going on: wait for it, or cancel it.')
    if (this.#evaluating()) throw new AcuityError('busy', 'An evaluation is going on: wait for it, or cancel it.')
    const lock = this.#announce()
    this.#measuring = true
    try {
      // The folder is Acuity's own, and earlier versions called theirs `bench-…`.
      await removeLeftFolders(this.#context.caches.scratch, (name) => name.startsWith(SCRATCH))
      return await work({ ...this.#context, signal })
    } catch (error) {
      throw error === signal.reason ? new AcuityError('cancelled', 'The benchmark was cancelled.') : error
    } finally {
      this.#measuring = false
      lock.release()
    }
  }
}
