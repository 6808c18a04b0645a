import type { BenchProgress, MeasuredSession } from '../../../shared/bench.ts'
import type { Connection } from '../../state/connection.svelte.ts'
import type { Notices } from '../../state/notices.svelte.ts'

/** Session speeds of runs, measured anew and against each other: of one comparison, and never a run's own. */
export class Measurement {
  /** How far it is; null where nothing is being measured. */
  progress = $state.raw<BenchProgress | null>(null)
  #sessions = $state.raw<readonly MeasuredSession[]>([])

  readonly #connection: Pick<Connection, 'call' | 'on'>
  readonly #notices: Pick<Notices, 'fail'>
  #cancelling = new AbortController()

  constructor(connection: Pick<Connection, 'call' | 'on'>, notices: Pick<Notices, 'fail'>) {
    this.#connection = connection
    this.#notices = notices
    connection.on('bench.progress', (progress) => {
      if (this.progress) this.progress = progress
    })
  }

  /** The speeds of these runs where all of them were measured together; else none. */
  of(runs: readonly number[]): readonly MeasuredSession[] {
    const own = this.#sessions.filter(({ run }) => runs.includes(run))
    return own.length === runs.length ? own : []
  }

  async measure(runs: readonly number[]): Promise<void> {
    if (this.progress) return
    this.#cancelling = new AbortController()
    const { signal } = this.#cancelling
    this.progress = { done: 0, total: 1, at: 'preparing' }
    try {
      this.#sessions = (await this.#connection.call('bench.runs', { runs: [...runs] }, { signal })).sessions
    } catch (error) {
      if (!signal.aborted) this.#notices.fail(error)
    }
    this.progress = null
  }

  cancel(): void {
    this.#cancelling.abort()
  }

  /** Leaves the runs their own speeds again. */
  forget(): void {
    this.#sessions = []
  }
}
