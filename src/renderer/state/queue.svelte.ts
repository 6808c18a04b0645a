import type { QueueState } from '../../shared/queue.ts'
import { movesTo } from '../lib/moves.ts'
import type { Connection } from './connection.svelte.ts'
import type { Notices } from './notices.svelte.ts'

type Line = Pick<Connection, 'call' | 'on' | 'onConnect'>

/** The runs that this window's engine was given: which one goes on, and which wait, in their order. */
export class Queue {
  state = $state.raw<QueueState>({ paused: false, left: false, running: [], waiting: [] })

  readonly #connection: Line
  readonly #notices: Notices

  constructor(connection: Line, notices: Notices) {
    this.#connection = connection
    this.#notices = notices
    connection.onConnect(() => void this.#reload())
    connection.on('changed', ({ what }) => {
      if (what === 'runs') void this.#reload()
    })
  }

  /** Whether there is anything to show of it. */
  get isActive(): boolean {
    const { paused, running, waiting } = this.state
    return paused || running.length > 0 || waiting.length > 0
  }

  /** Resolves when those that wait are in this order. */
  async arrange(order: readonly number[]): Promise<void> {
    for (const { element: run, position } of movesTo(order, this.state.waiting))
      await this.#take(this.#connection.call('queue.move', { run, position }))
  }

  toggle(): void {
    void this.#take(this.#connection.call(this.state.paused ? 'queue.unpause' : 'queue.pause', {}))
  }

  /** Takes these off the queue, or ends them. */
  cancel(runs: readonly number[]): void {
    for (const run of runs) void this.#notices.attempt(() => this.#connection.call('runs.cancel', { run }))
  }

  async #reload(): Promise<void> {
    try {
      this.state = await this.#connection.call('queue.get', {})
    } catch {
      // An engine that died has no queue; the next one will be asked.
    }
  }

  /** Answers come in the order of what they tell of: the last one is right. */
  async #take(answer: Promise<QueueState>): Promise<void> {
    this.state = (await this.#notices.attempt(() => answer)) ?? this.state
  }
}
