import type { LineClasses } from '../../shared/sweep-classes.ts'
import type { CurveLine, CurveY } from '../../shared/sweep-curve.ts'
import type { SweepSummary } from '../../shared/sweep.ts'
import { wholeCurve } from '../lib/curve-address.ts'
import type { LossOrder } from '../lib/loss-order.ts'
import type { Connection } from './connection.svelte.ts'
import { Followed } from './followed.svelte.ts'

/** What is counted of each run. */
export interface Measure {
  y: CurveY
  classes: readonly number[]
}

/** A sweep's lines, and what they are of: not what was asked for last, until that is known. */
export interface MeasuredCurve extends Measure {
  lines: readonly CurveLine[]
}

/** What one sweep has found so far. */
export class SweepResults {
  readonly sweep: number
  /** Its plan and its own speeds. */
  readonly summary: Followed<SweepSummary>
  /** What the classes lose, by lines. */
  readonly classes: Followed<readonly LineClasses[]>
  /** How the table of classes was left: the greatest loss comes first. */
  lossOrder = $state.raw<LossOrder>({ column: 'loss', descending: true })
  lossSearch = $state('')
  /** Whether only those are listed whose loss is more than chance. */
  onlyStanding = $state(false)
  /** What was last looked at of its curve. */
  curveAddress = $state.raw(wholeCurve)
  /** Runs whose points were marked to be opened side by side, two at most, in the order in which they were. */
  marked = $state.raw<readonly number[]>([])

  readonly #connection: Pick<Connection, 'call'>
  #curve: { measure: Measure; curve: Followed<MeasuredCurve> } | null = null

  constructor(connection: Pick<Connection, 'call'>, sweep: number) {
    this.sweep = sweep
    this.#connection = connection
    this.summary = new Followed(() => connection.call('sweeps.get', { sweep }))
    this.classes = new Followed(() => connection.call('sweeps.classes', { sweep }))
  }

  /** The curve of a measure: the same object as before, as long as that is the same. Until it is known, it is the last one. */
  curve({ y, classes }: Measure): Followed<MeasuredCurve> {
    const known = this.#curve
    if (known?.measure.y === y && known.measure.classes.join() === classes.join()) return known.curve
    const measure = { y, classes: y === 'classes' ? [...classes] : [] }
    const load = async () => {
      return { ...measure, lines: await this.#connection.call('sweeps.curve', { sweep: this.sweep, ...measure }) }
    }
    const curve = new Followed<MeasuredCurve>(load, known?.curve.value)
    this.#curve = { measure: { y, classes }, curve }
    return curve
  }

  /** Marks a run, or takes its mark away; the mark of the first goes where there are two. */
  mark(run: number): void {
    this.marked = this.marked.includes(run)
      ? this.marked.filter((marked) => marked !== run)
      : [...this.marked, run].slice(-2)
  }

  renew(): void {
    this.summary.renew()
    this.classes.renew()
    this.#curve?.curve.renew()
  }
}

/** The sweep that is looked at, kept while its views come and go. */
export class Sweeps {
  readonly #connection: Pick<Connection, 'call'>
  #current: SweepResults | null = null

  constructor(connection: Pick<Connection, 'call' | 'onConnect'>) {
    this.#connection = connection
    connection.onConnect(() => this.#current?.renew())
  }

  of(sweep: number): SweepResults {
    if (this.#current?.sweep !== sweep) this.#current = new SweepResults(this.#connection, sweep)
    return this.#current
  }
}
