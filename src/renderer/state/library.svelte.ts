import type { DatasetSummary } from '../../shared/dataset.ts'
import type { ModelSummary } from '../../shared/model.ts'
import { isEvaluated, type EvaluatedRun, type RunSummary } from '../../shared/run.ts'
import type { SweepEntry } from '../../shared/sweep.ts'
import type { Thing } from '../lib/thing.ts'
import { wordError } from '../lib/word-remedy.ts'
import type { Connection } from './connection.svelte.ts'

type Line = Pick<Connection, 'call' | 'on' | 'onConnect'>

/** What the database holds: the same lists that the command line shows, whoever changed them. */
export class Library {
  datasets = $state.raw<readonly DatasetSummary[]>([])
  models = $state.raw<readonly ModelSummary[]>([])
  /** Newest first. */
  runs = $state.raw<readonly RunSummary[]>([])
  /** Newest first. Their runs are among the runs. */
  sweeps = $state.raw<readonly SweepEntry[]>([])
  loaded = $state(false)
  /** Why nothing of it can be changed, where that is so. */
  readOnly = $state<string | null>(null)
  /** Why nothing can be shown at all, as where the database is of a newer version. */
  failure = $state<string | null>(null)

  readonly #connection: Line

  constructor(connection: Line) {
    this.#connection = connection
    connection.onConnect(() => void this.reload())
    connection.on('changed', ({ what }) => {
      if (what !== 'annotations') void this.reload(what)
    })
    connection.on('run.finished', (summary) => this.#finish(summary))
  }

  dataset(id: number): DatasetSummary | undefined {
    return this.datasets.find(({ dataset }) => dataset === id)
  }

  model(id: number): ModelSummary | undefined {
    return this.models.find(({ model }) => model === id)
  }

  run(id: number): RunSummary | undefined {
    return this.runs.find(({ run }) => run === id)
  }

  /** A run whose network ran here, as those of sweeps. */
  evaluated(id: number): EvaluatedRun | undefined {
    return this.runs.filter(isEvaluated).find(({ run }) => run === id)
  }

  sweep(id: number): SweepEntry | undefined {
    return this.sweeps.find(({ sweep }) => sweep === id)
  }

  nameOf({ kind, id }: Thing): string | undefined {
    return this[kind](id)?.name
  }

  get isEmpty(): boolean {
    return this.loaded && this.datasets.length === 0 && this.models.length === 0 && this.runs.length === 0
  }

  async reload(what?: 'datasets' | 'models' | 'runs'): Promise<void> {
    const wanted = what === undefined ? (['home', 'datasets', 'models', 'runs'] as const) : [what]
    try {
      await Promise.all(wanted.map((list) => this.#load[list]()))
      this.loaded = true
      this.failure = null
    } catch (error) {
      this.failure = wordError(error)
    }
  }

  /** Its progress is forgotten with this very event: without its last figures a run would seem to have none. */
  #finish(summary: EvaluatedRun): void {
    this.runs = this.runs.map((run) => (run.run === summary.run ? summary : run))
    void this.reload('runs')
  }

  readonly #load = {
    home: async () => (this.readOnly = (await this.#connection.call('engine.home', {})).readOnly),
    datasets: async () => (this.datasets = await this.#connection.call('datasets.list', {})),
    models: async () => (this.models = await this.#connection.call('models.list', {})),
    runs: async () => {
      const [runs, sweeps] = await Promise.all([
        this.#connection.call('runs.list', {}),
        this.#connection.call('sweeps.list', {}),
      ])
      this.runs = runs.toReversed()
      this.sweeps = sweeps.toReversed()
    },
  }
}
