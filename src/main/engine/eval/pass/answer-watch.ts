import { isDeepStrictEqual } from 'node:util'
import { advice, remediesOfAdvice, type Advice } from '../../../../shared/advice.ts'
import type { ClassEntry } from '../../../../shared/dataset.ts'
import { warnOfOrder } from '../../../../shared/label-order-text.ts'
import { wilson } from '../../../../shared/metrics.ts'
import { OrderTally, type NamedOrder } from '../../../../shared/order-tally.ts'
import { NO_ANSWER } from '../../../../shared/results.ts'
import { percent } from '../../../../shared/text.ts'
import type { Database, RunRow } from '../../db/index.ts'
import { ordersOf } from '../label-orders.ts'

/** Answers that are waited for while a run goes on, and that a run must have at its end. */
const FIRST = 100
const FEWEST = 30
/** Images come class by class where folders are classes: the first hundreds are of a few, and these may be hard ones. */
const FIRST_CLASSES = 10

/** A network that answers so often with one class answers with it whatever it sees. */
const ALWAYS = 0.99
/** Images of other classes that must have been taken for it: so many, and such a share. */
const TAKEN = 20
const TAKEN_SHARE = 0.25
/** Of images of two classes in order, one may be taken for the other. */
const CLASSES_FOR_ALWAYS = 3

/** No trained network is certainly below it on images that are like those it was trained with. */
const LOW = 0.05

/** Answers after which another order of the labels is first looked for, and then whenever there are twice as many. */
const FIRST_ORDERS = 300

/** Answers read at a time: some milliseconds' worth. */
const PAGE = 2000

/** Notices, while a run goes on, what is hardly the network's own doing: another recipe than its own, or other labels. */
export class AnswerWatch {
  readonly #classes: readonly ClassEntry[]
  readonly #present: number
  #answered = 0
  #correct = 0
  readonly #byLabel = new Map<number, number>()
  readonly #byAnswer = new Map<number, number>()
  readonly #run: number
  readonly #orders: OrderTally
  #nextOrders = FIRST_ORDERS
  /** What was last said of the order of the labels, and of how many answers. */
  #order: { answers: number; warning: Advice | null } = { answers: 0, warning: null }

  private constructor(run: number, classes: readonly ClassEntry[], present: number, orders: readonly NamedOrder[]) {
    this.#run = run
    this.#classes = classes
    this.#present = present
    this.#orders = new OrderTally(orders, classes.length)
  }

  /**
   * Knows what the run has answered already.
   * @param orders that the labels could be in
   */
  static async of(
    db: Database,
    { id, datasetId }: Pick<RunRow, 'id' | 'datasetId'>,
    orders: readonly NamedOrder[] = [],
  ): Promise<AnswerWatch> {
    const { classesPresent } = db.datasets.get(datasetId)
    const watch = new AnswerWatch(id, db.datasets.classes(datasetId), classesPresent, orders)
    for (let after: number | undefined = 0; after !== undefined;) {
      const page = db.predictions.answers(id, after, PAGE)
      for (const [, label, predicted] of page) watch.add(label, predicted)
      after = page.at(-1)?.[0]
      await new Promise(setImmediate)
    }
    return watch
  }

  /** @param predicted the most probable class, or NO_ANSWER, which is said elsewhere */
  add(label: number, predicted: number): void {
    this.#orders.add(label, predicted)
    if (predicted === NO_ANSWER) return
    this.#answered += 1
    if (label === predicted) this.#correct += 1
    countIn(this.#byLabel, label)
    countIn(this.#byAnswer, predicted)
  }

  /**
   * What is to be said by now, in words that stay the same while more is answered.
   * @param isComplete whether no more will be
   */
  warnings(isComplete: boolean): Advice[] {
    if (this.#answered < (isComplete ? FEWEST : FIRST)) return []
    return [this.#always() ?? this.#ofOrder(isComplete) ?? this.#low(isComplete)].filter((warning) => warning !== null)
  }

  #always(): Advice | null {
    const [most, count] = [...this.#byAnswer].reduce((a, b) => (b[1] > a[1] ? b : a), [NO_ANSWER, 0])
    const others = this.#answered - (this.#byLabel.get(most) ?? 0)
    const labels = Math.min(CLASSES_FOR_ALWAYS, this.#present)
    const isAlways =
      count >= ALWAYS * this.#answered &&
      others >= Math.max(TAKEN, TAKEN_SHARE * this.#answered) &&
      this.#byLabel.size >= Math.max(2, labels)
    if (!isAlways) return null
    const { wnid = '', name = '' } = this.#classes[most] ?? {}
    return advice(
      `The answer is class ${most} (${[wnid, name].filter(Boolean).join(' ')}) for at least ${ALWAYS * 100}% of the images, ` +
        'which are of several classes: the recipe (mean, std, scale, channels) is hardly the one that the network was ' +
        'trained with, or the output that is read holds no scores of classes.',
      [{ do: 'diagnose-recipe' }],
    )
  }

  /** While a run goes on its figures are those of when it was first said, as long as the same is to be said. */
  #ofOrder(isComplete: boolean): Advice | null {
    const { images } = this.#orders
    if (isComplete) {
      if (this.#order.answers !== images)
        this.#order = { answers: images, warning: warnOfOrder(this.#run, this.#orders.test().test) }
      return this.#order.warning
    }
    if (images < this.#nextOrders) return this.#order.warning
    while (this.#nextOrders <= images) this.#nextOrders *= 2
    const warning = warnOfOrder(this.#run, this.#orders.test().test, true)
    if (!isDeepStrictEqual(remediesOf(warning), remediesOf(this.#order.warning)))
      this.#order = { answers: images, warning }
    return this.#order.warning
  }

  #low(isComplete: boolean): Advice | null {
    const classes = this.#classes.length
    const bound = Math.max(LOW, 1 / classes)
    const [, highest] = wilson(this.#correct, this.#answered) ?? [0, 1]
    const labels = isComplete ? 2 : Math.min(FIRST_CLASSES, this.#present)
    if (highest >= bound || this.#byLabel.size < Math.max(2, labels)) return null
    const than = bound > LOW ? `what guessing among ${classes} classes gives (${percent(bound)})` : percent(bound)
    return advice(
      `Top-1 is below ${than}, with all of its 95% interval: where the images are not meant to be so hard, the labels are ` +
        'in another order than the outputs, the class offset is wrong, or the recipe is not the one that the network was ' +
        'trained with.',
      [{ do: 'diagnose-recipe' }],
    )
  }
}

/** What a run's answers give reason to say where no more of them come. */
export async function warningsAtEnd(db: Database, resources: string, run: RunRow): Promise<Advice[]> {
  const watch = await AnswerWatch.of(db, run, await ordersOf(db, resources, run))
  return watch.warnings(true)
}

const remediesOf = (warning: Advice | null) => (warning === null ? [] : remediesOfAdvice(warning))

function countIn(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
