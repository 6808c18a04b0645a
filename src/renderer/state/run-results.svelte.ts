import type { ClassResult, ErrorFilter } from '../../shared/results.ts'
import type { ClassOrder } from '../lib/class-order.ts'
import { isSameFilter } from '../lib/error-filter.ts'
import type { Connection } from './connection.svelte.ts'
import { ErrorList } from './error-list.svelte.ts'
import { Followed } from './followed.svelte.ts'

/** What one run has predicted so far. */
export class RunResults {
  readonly run: number
  /** One entry a class of the dataset, in order of their index. */
  readonly classes: Followed<readonly ClassResult[]>
  /** How the table of classes was left. */
  classOrder = $state.raw<ClassOrder>({ column: 'index', descending: false })
  classSearch = $state('')

  readonly #connection: Pick<Connection, 'call'>
  #errors: ErrorList | null = null

  constructor(connection: Pick<Connection, 'call'>, run: number) {
    this.run = run
    this.#connection = connection
    this.classes = new Followed(() => connection.call('results.classes', { run }))
  }

  /** The list for a filter: the same one as before, as long as the filter is the same. */
  errors(filter: ErrorFilter): ErrorList {
    if (!this.#errors || !isSameFilter(this.#errors.filter, filter))
      this.#errors = new ErrorList(this.#connection, this.run, filter)
    return this.#errors
  }

  renew(): void {
    this.classes.renew()
    this.#errors?.renew()
  }
}

/** The results of the run that is looked at, kept while its views come and go. */
export class Results {
  readonly #connection: Pick<Connection, 'call'>
  #current: RunResults | null = null

  constructor(connection: Pick<Connection, 'call' | 'onConnect'>) {
    this.#connection = connection
    connection.onConnect(() => this.#current?.renew())
  }

  of(run: number): RunResults {
    if (this.#current?.run !== run) this.#current = new RunResults(this.#connection, run)
    return this.#current
  }
}
