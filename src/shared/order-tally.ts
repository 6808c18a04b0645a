import { isBeyondDoubt } from './beyond-doubt.ts'
import type { LabelOrderTest, OrderName } from './label-order.ts'
import { matchOutputs, type MatchedOutputs } from './match-outputs.ts'
import { holm, mcnemarExact } from './metrics.ts'

/** An order in which answers can be judged. */
export interface NamedOrder {
  order: OrderName
  /** By the label as given: the class whose answer would be right; {@link NEVER} where none would. */
  expected: Int32Array
}

/** Of a label that no answer would be right for: no class, and not NO_ANSWER either. */
export const NEVER = -2

/** Two orders that differ by less than this chance are not told apart. */
const SAME = 0.05
/** Of fewer classes, orders can look alike. */
const FEWEST_CLASSES = 10
/** Of two classes an order that is one off has one. */
const LEAST_CLASSES = 3
const FEWEST_IMAGES = 30
const MOST_CHANCE = 0.5
/** Of what a free choice is right for, as a fraction: the right order has as much. */
const NEARLY = 0.9

type Judged = Omit<LabelOrderTest, 'matched' | 'unmatched'>

/**
 * Judges the same most probable answers in several orders, as they come. Each order is tested against the given one by
 * McNemar's exact test, adjusted after Holm for how many are tried, and is found where it is right beyond doubt (the
 * adjusted p below 0.001, its 95% interval above 5% and above twice what guessing gives) and the given order has at most half as many right.
 */
export class OrderTally {
  readonly #orders: readonly NamedOrder[]
  readonly #classes: number
  readonly #labels = new Set<number>()
  /** Images by which orders have them right: the given one in bit 0, the others in the bits above. */
  readonly #byRight = new Map<number, number>()
  /** By image: its label and its answer. */
  readonly #given: number[] = []
  readonly #predicted: number[] = []

  /**
   * @param orders at most 30
   * @param classes of the dataset's list
   */
  constructor(orders: readonly NamedOrder[], classes: number) {
    this.#orders = orders
    this.#classes = classes
  }

  /** @param predicted the most probable class, or NO_ANSWER */
  add(label: number, predicted: number): void {
    let right = label === predicted ? 1 : 0
    for (const [i, { expected }] of this.#orders.entries()) if (expected[label] === predicted) right |= 2 << i
    this.#byRight.set(right, (this.#byRight.get(right) ?? 0) + 1)
    this.#labels.add(label)
    this.#given.push(label)
    this.#predicted.push(predicted)
  }

  get images(): number {
    return this.#given.length
  }

  /** What can be said of what was added so far. */
  judge(): Judged {
    const correct = this.#count((right) => (right & 1) !== 0)
    const undecided = this.#undecided()
    const discordant = this.#orders.map((_, i) => this.#discordant(1, 2 << i))
    const p = discordant.map(([onlyGiven, onlyThis]) => mcnemarExact(onlyGiven, onlyThis))
    const adjusted = holm(p)
    const orders = this.#orders.map(({ order }, i) => {
      const [onlyGiven, onlyThis] = discordant[i] ?? [0, 0]
      const result = { correct: correct - onlyGiven + onlyThis, onlyGiven, onlyThis, adjusted: adjusted[i] ?? 1 }
      const beats = undecided === null && this.#beats(result, correct)
      return { order, ...result, p: p[i] ?? 1, beats }
    })
    const beating = orders.flatMap(({ beats, order, correct }, i) => (beats ? [{ order, correct, bit: 2 << i }] : []))
    const [best, ...others] = beating.toSorted((a, b) => b.correct - a.correct)
    const alike = others.filter(({ bit }) => mcnemarExact(...this.#discordant(best?.bit ?? 0, bit)) >= SAME)
    const found = best ? [best, ...alike].map(({ order }) => order) : []
    return { images: this.images, classes: this.#labels.size, correct, orders, found, undecided }
  }

  /**
   * The same, and what a free choice of the class that each output means would be worth. A named order that is right for
   * clearly fewer is none: of few classes, one shares much with others.
   */
  test(): { test: LabelOrderTest; matched: MatchedOutputs | null } {
    const judged = this.judge()
    const matched = this.#tooFew(2) ?? this.#match()
    if (typeof matched === 'string') return { test: { ...judged, matched: null, unmatched: matched }, matched: null }
    const { images, givenCorrect, correct, onlyGiven, onlyThis, p, adjusted, beats, moved } = matched
    const result = { images, givenCorrect, correct, onlyGiven, onlyThis, p, adjusted, beats, moved }
    const best = judged.orders.find((each) => each.order === judged.found[0])
    const isByChance = best !== undefined && best.correct / judged.images < NEARLY * (correct / images)
    const found = isByChance ? [] : judged.found
    return { test: { ...judged, found, matched: result, unmatched: null }, matched }
  }

  #match(): MatchedOutputs | string {
    const { length: tried } = this.#orders
    return matchOutputs({ labels: this.#given, predicted: this.#predicted, classes: this.#classes, tried })
  }

  #beats({ correct, adjusted }: { correct: number; adjusted: number }, given: number): boolean {
    return isBeyondDoubt({ correct, given, adjusted, images: this.images, chance: this.#chance })
  }

  /** One order in so many classes has a few of them right that another has: an order that is wrong is hardly right for more. */
  get #chance(): number {
    return Math.min(MOST_CHANCE, 2 / this.#classes)
  }

  #undecided(): string | null {
    return this.#orders.length === 0 ? 'no other order makes sense here' : this.#tooFew(LEAST_CLASSES)
  }

  #tooFew(least: number): string | null {
    const needed = Math.max(least, Math.min(FEWEST_CLASSES, this.#classes))
    if (this.images < FEWEST_IMAGES) return `it takes ${FEWEST_IMAGES} images, and there are ${this.images}`
    return this.#labels.size < needed
      ? `it takes images of ${needed} classes, and they are of ${this.#labels.size}: orders can look alike`
      : null
  }

  #discordant(a: number, b: number): [onlyA: number, onlyB: number] {
    const only = (one: number, other: number) => this.#count((right) => (right & one) !== 0 && (right & other) === 0)
    return [only(a, b), only(b, a)]
  }

  #count(counts: (right: number) => boolean): number {
    let sum = 0
    for (const [right, images] of this.#byRight) if (counts(right)) sum += images
    return sum
  }
}
