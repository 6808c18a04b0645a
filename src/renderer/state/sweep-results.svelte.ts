import type { LineSeen } from '../../shared/critical.ts'
import type { ObjectCurves } from '../../shared/object-size.ts'
import type { LineClasses } from '../../shared/sweep-classes.ts'
import type { CurveLine, CurveY } from '../../shared/sweep-curve.ts'
import type { SweepSummary } from '../../shared/sweep.ts'
import { wholeCurve } from '../lib/curve-address.ts'
import type { LossOrder } from '../lib/loss-order.ts'
import { allSeen, isSameSeen, type SeenAddress } from '../lib/seen-address.ts'
import type { Connection } from './connection.svelte.ts'
import { Followed } from './followed.svelte.ts'
import { SeenList } from './seen-list.svelte.ts'

/** What is counted of each run. */
export interface Measure {
  y: CurveY
  classes: readonly number[]
}

/** A sweep's lines, and what they are of: not what was asked for last, until that is known. */
export interface MeasuredCurve extends Measure {
  lines: readonly CurveLine[]
}

/** What images need, by lines, and the class that they are of; null for any. */
export interface CountedSeen {
  label: number | null
  lines: readonly LineSeen[]
}

/** What one sweep has found so far. */
export class SweepResults {
  readonly sweep: number
  /** Its plan and its own speeds. */
  readonly summary: Followed<SweepSummary>
  /** What the classes lose, by lines. */
  readonly classes: Followed<readonly LineClasses[]>
  /** How accuracy depends on the objects' size, by lines. */
  readonly objects: Followed<readonly ObjectCurves[]>
  /** How the table of classes was left: the greatest loss comes first. */
  lossOrder = $state.raw<LossOrder>({ column: 'loss', descending: true })
  lossSearch = $state('')
  /** Whether only those are listed whose loss is more than chance. */
  onlyStanding = $state(false)
  /** What was last looked at of its curve. */
  curveAddress = $state.raw(wholeCurve)
  /** The model that was last looked at, by its place among the lines, and the images that were. */
  line = $state(0)
  seenFilter = $state.raw(allSeen)
  /** Runs whose points were marked to be opened side by side, two at most, in the order in which they were. */
  marked = $state.raw<readonly number[]>([])

  readonly #connection: Pick<Connection, 'call'>
  #curve: { measure: Measure; curve: Followed<MeasuredCurve> } | null = null
  #seen: { label: number | null; counts: Followed<CountedSeen> } | null = null
  #seenList: SeenList | null = null

  constructor(connection: Pick<Connection, 'call'>, sweep: number) {
    this.sweep = sweep
    this.#connection = connection
    this.summary = new Followed(() => connection.call('sweeps.get', { sweep }))
    this.classes = new Followed(() => connection.call('sweeps.classes', { sweep }))
    this.objects = new Followed(() => connection.call('sweeps.objectSize', { sweep }))
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

  /** What images need, of one class or of all: the same object, and the last counts until others are known, as of a curve. */
  seen(label: number | null): Followed<CountedSeen> {
    if (this.#seen?.label === label) return this.#seen.counts
    const load = async () => {
      return { label, lines: await this.#connection.call('sweeps.seen', { sweep: this.sweep, label }) }
    }
    const counts = new Followed<CountedSeen>(load, this.#seen?.counts.value)
    this.#seen = { label, counts }
    return counts
  }

  /** The list of an address: the same one as before, as long as the address is the same. */
  seenList(address: SeenAddress): SeenList {
    if (!this.#seenList || !isSameSeen(this.#seenList.address, address))
      this.#seenList = new SeenList(this.#connection, address)
    return this.#seenList
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
    this.objects.renew()
    this.#curve?.curve.renew()
    this.#seen?.counts.renew()
    this.#seenList?.renew()
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
