import { SvelteMap } from 'svelte/reactivity'
import type { IndexProgress } from '../../shared/dataset.ts'
import type { RunProgress } from '../../shared/run.ts'
import type { Connection } from './connection.svelte.ts'

/** What is being worked on in this window's engine: at most ten updates a second come from it. */
export class Jobs {
  indexing = $state.raw<IndexProgress | null>(null)
  /** The latest progress of each run that is being evaluated. */
  readonly runs = new SvelteMap<number, RunProgress>()

  constructor(connection: Pick<Connection, 'on' | 'onConnect'>) {
    connection.on('index.progress', (progress) => (this.indexing = progress))
    connection.on('index.finished', () => (this.indexing = null))
    connection.on('run.progress', (progress) => this.runs.set(progress.run, progress))
    connection.on('run.finished', ({ run }) => this.runs.delete(run))
    connection.onConnect(() => {
      this.indexing = null
      this.runs.clear()
    })
  }
}
