import type { Confusions } from '../../shared/results.ts'

/** A cell of the matrix, by the canonical indices of its classes. */
export interface Cell {
  label: number
  predicted: number
}

export interface Pair extends Cell {
  count: number
  /** Of the evaluated images of the true class. */
  share: number
}

/** A run's confusion matrix: how many images of each class were taken for which. */
export class ConfusionMatrix {
  /** Classes on either side. */
  readonly classes: number
  /** The wrong pairs: count descending, then indices. */
  readonly pairs: readonly Pair[]
  readonly #images: Int32Array
  readonly #unanswered: Int32Array
  readonly #wrongOf: Int32Array
  /** Images by cell. Made when a cell is first asked for, which a page that opens does not. */
  #wrong: Map<number, number> | null = null

  constructor({ labels, predicted, counts, images, unanswered }: Confusions) {
    this.classes = images.length
    this.#images = images
    this.#unanswered = unanswered
    this.#wrongOf = Int32Array.from(unanswered)
    this.pairs = Array.from(counts, (count, i): Pair => {
      const [label, other] = [labels[i] ?? 0, predicted[i] ?? 0]
      this.#wrongOf[label] = (this.#wrongOf[label] ?? 0) + count
      return { label, predicted: other, count, share: count / (images[label] ?? 0) }
    })
  }

  /** Evaluated images of a class. */
  images(label: number): number {
    return this.#images[label] ?? 0
  }

  /** Images that the network gave no answer for, and that are in no cell: of a class, or of all. */
  unanswered(label?: number): number {
    if (label !== undefined) return this.#unanswered[label] ?? 0
    return this.#unanswered.reduce((sum, images) => sum + images, 0)
  }

  /** Images of a class that were classified rightly. */
  correct(label: number): number {
    return this.images(label) - (this.#wrongOf[label] ?? 0)
  }

  count({ label, predicted }: Cell): number {
    if (label === predicted) return this.correct(label)
    this.#wrong ??= new Map(this.pairs.map((pair) => [this.#cellOf(pair), pair.count]))
    return this.#wrong.get(this.#cellOf({ label, predicted })) ?? 0
  }

  #cellOf({ label, predicted }: Cell): number {
    return label * this.classes + predicted
  }
}
