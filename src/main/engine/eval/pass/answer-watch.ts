import type { ClassEntry } from '../../../../shared/dataset.ts'
import { wilson } from '../../../../shared/metrics.ts'
import { NO_ANSWER } from '../../../../shared/results.ts'
import { percent } from '../../../../shared/text.ts'
import type { Database, RunRow } from '../../db/index.ts'

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

  private constructor(classes: readonly ClassEntry[], present: number) {
    this.#classes = classes
    this.#present = present
  }

  /** Knows what the run has answered already. */
  static async of(db: Database, { id, datasetId }: Pick<RunRow, 'id' | 'datasetId'>): Promise<AnswerWatch> {
    const watch = new AnswerWatch(db.datasets.classes(datasetId), db.datasets.get(datasetId).classesPresent)
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
  warnings(isComplete: boolean): string[] {
    if (this.#answered < (isComplete ? FEWEST : FIRST)) return []
    return [this.#always() ?? this.#low(isComplete)].filter((warning) => warning !== null)
  }

  #always(): string | null {
    const [most, count] = [...this.#byAnswer].reduce((a, b) => (b[1] > a[1] ? b : a), [NO_ANSWER, 0])
    const others = this.#answered - (this.#byLabel.get(most) ?? 0)
    const labels = Math.min(CLASSES_FOR_ALWAYS, this.#present)
    const isAlways =
      count >= ALWAYS * this.#answered &&
      others >= Math.max(TAKEN, TAKEN_SHARE * this.#answered) &&
      this.#byLabel.size >= Math.max(2, labels)
    if (!isAlways) return null
    const { wnid = '', name = '' } = this.#classes[most] ?? {}
    return (
      `The answer is class ${most} (${[wnid, name].filter(Boolean).join(' ')}) for at least ${ALWAYS * 100}% of the images, ` +
      'which are of several classes: the recipe (mean, std, scale, channels) is hardly the one that the network was ' +
      'trained with, or the output that is read holds no scores of classes.'
    )
  }

  #low(isComplete: boolean): string | null {
    const classes = this.#classes.length
    const bound = Math.max(LOW, 1 / classes)
    const [, highest] = wilson(this.#correct, this.#answered) ?? [0, 1]
    const labels = isComplete ? 2 : Math.min(FIRST_CLASSES, this.#present)
    if (highest >= bound || this.#byLabel.size < Math.max(2, labels)) return null
    const than = bound > LOW ? `what guessing among ${classes} classes gives (${percent(bound)})` : percent(bound)
    return (
      `Top-1 is below ${than}, with all of its 95% interval: where the images are not meant to be so hard, the labels are ` +
      'in another order than the outputs, the class offset is wrong, or the recipe is not the one that the network was ' +
      'trained with.'
    )
  }
}

function countIn(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
