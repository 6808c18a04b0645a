import type { Calibration } from '../../shared/calibration.ts'
import type { GroupResult } from '../../shared/class-groups.ts'
import type { ClassDetail, ClassResult, ErrorFilter } from '../../shared/results.ts'
import type { ClassOrder } from '../lib/class-order.ts'
import { ConfusionMatrix } from '../lib/confusion-matrix.ts'
import { atAnyConfidence, isSameFilter } from '../lib/error-filter.ts'
import { wholeMatrix } from '../lib/matrix-address.ts'
import type { Connection } from './connection.svelte.ts'
import { ErrorList } from './error-list.svelte.ts'
import { Followed } from './followed.svelte.ts'

/** What one run has predicted so far. */
export class RunResults {
  readonly run: number
  /** One entry a class of the dataset, in order of their index. */
  readonly classes: Followed<readonly ClassResult[]>
  /** The groups of these classes, each before those that lie in it. */
  readonly groups: Followed<readonly GroupResult[]>
  readonly calibration: Followed<Calibration>
  readonly confusions: Followed<ConfusionMatrix>
  /** How the table of classes was left: the worst come first. */
  classOrder = $state.raw<ClassOrder>({ column: 'top1', descending: false })
  classSearch = $state('')
  /** Whether classes or their groups are listed, and which groups are open. */
  classView = $state<'classes' | 'groups'>('classes')
  openedGroups = $state.raw<readonly string[]>([])
  /** The run that classes and groups are compared with; null for none. */
  against = $state<number | null>(null)
  /** What was last looked at of the confusions. */
  matrixAddress = $state.raw(wholeMatrix)

  readonly #connection: Pick<Connection, 'call'>
  #errors: ErrorList | null = null
  #confidences: { filter: ErrorFilter; counts: Followed<readonly number[]> } | null = null
  #class: { label: number; detail: Followed<ClassDetail> } | null = null

  constructor(connection: Pick<Connection, 'call'>, run: number) {
    this.run = run
    this.#connection = connection
    this.classes = new Followed(() => connection.call('results.classes', { run }))
    this.groups = new Followed(() => connection.call('results.groups', { run }))
    this.confusions = new Followed(
      async () => new ConfusionMatrix(await connection.call('results.confusions', { run })),
    )
    this.calibration = new Followed(() => connection.call('results.calibration', { run }))
  }

  /** One class in detail: the same object as before, as long as the class is the same. */
  class(label: number): Followed<ClassDetail> {
    if (this.#class?.label !== label) {
      const load = () => this.#connection.call('results.class', { run: this.run, label })
      this.#class = { label, detail: new Followed(load) }
    }
    return this.#class.detail
  }

  /** The list for a filter: the same one as before, as long as the filter is the same. */
  errors(filter: ErrorFilter): ErrorList {
    if (!this.#errors || !isSameFilter(this.#errors.filter, filter))
      this.#errors = new ErrorList(this.#connection, this.run, filter)
    return this.#errors
  }

  /**
   * The images that a filter would list whatever their confidence, counted by it: the same object as before, as long as
   * the rest of the filter is the same. The last counts stay until the next ones come.
   */
  errorConfidences(filter: ErrorFilter): Followed<readonly number[]> {
    const open = atAnyConfidence(filter)
    const known = this.#confidences
    if (known && isSameFilter(known.filter, open)) return known.counts
    const load = () => this.#connection.call('results.errorConfidences', { run: this.run, ...open })
    const counts = new Followed(load, known?.counts.value)
    this.#confidences = { filter: open, counts }
    return counts
  }

  renew(): void {
    this.classes.renew()
    this.groups.renew()
    this.calibration.renew()
    this.confusions.renew()
    this.#class?.detail.renew()
    this.#errors?.renew()
    this.#confidences?.counts.renew()
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
