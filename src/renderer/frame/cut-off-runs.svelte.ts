import { untrack } from 'svelte'
import type { RunSummary } from '../../shared/run.ts'
import { isActive } from '../lib/run-figures.ts'
import type { Connection } from '../state/connection.svelte.ts'
import type { Library } from '../state/library.svelte.ts'

/** Runs that were active when the engine stopped, and wait to be resumed. Made where effects may be. */
export class CutOffRuns {
  readonly #library: Pick<Library, 'runs'>
  #ids = $state.raw<readonly number[]>([])

  constructor(connection: Pick<Connection, 'status'>, library: Pick<Library, 'runs'>) {
    this.#library = library
    $effect(() => {
      if (connection.status.state === 'running') return
      // The lists are still those of the engine that stopped: the next one answers later.
      untrack(() => (this.#ids = [...this.#ids, ...library.runs.filter(isActive).map(({ run }) => run)]))
    })
  }

  get all(): readonly RunSummary[] {
    return this.#library.runs.filter(({ run, status }) => status === 'interrupted' && this.#ids.includes(run))
  }

  dismiss(run: number): void {
    this.#ids = this.#ids.filter((other) => other !== run)
  }

  dismissAll(): void {
    this.#ids = []
  }
}
