import { isBeyondDoubt } from './beyond-doubt.ts'
import type { LabelOrderTest } from './label-order.ts'
import { mcnemarExact } from './metrics.ts'

/** Images of each class, as given, that it takes. */
const FEWEST_OF_CLASS = 10
const SEED = 2012

interface Answers {
  /** By image: the label as given, and the most probable class or NO_ANSWER. */
  labels: readonly number[]
  predicted: readonly number[]
  /** Of the dataset's list. */
  classes: number
  /** How many orders were tried beside this one. */
  tried: number
}

export interface MatchedOutputs extends NonNullable<LabelOrderTest['matched']> {
  /** By the index of an answer: the class that it goes with. */
  order: number[]
}

/**
 * Takes each output for the class whose images it is answered for most often: the pairs of class and answer are gone through
 * by their count on one half of the images of each class, descending, and each class and each answer is taken once. What
 * that is worth is counted on the other halves, where McNemar's exact test compares it with the given order. The halves are
 * drawn with a seed: the same answers are always divided alike.
 * @returns why it cannot be tried, where it cannot
 */
export function matchOutputs({ labels, predicted, classes, tried }: Answers): MatchedOutputs | string {
  const ofClass = new Map<number, number[]>()
  for (const [image, label] of labels.entries()) {
    const images = ofClass.get(label)
    if (images) images.push(image)
    else ofClass.set(label, [image])
  }
  const fewest = Math.min(...[...ofClass.values()].map((images) => images.length))
  if (ofClass.size < 2) return 'it takes images of two classes'
  if (fewest < FEWEST_OF_CLASS)
    return `it takes ${FEWEST_OF_CLASS} images of each class, and there is one with ${fewest}`

  const random = seededRandom(SEED)
  const counts = new Map<number, number>()
  const counted: number[] = []
  for (const [label, images] of [...ofClass].toSorted(([a], [b]) => a - b)) {
    shuffle(images, random)
    const half = images.length >> 1
    for (const image of images.slice(0, half)) {
      const answer = predicted[image] ?? -1
      if (answer >= 0) counts.set(label * classes + answer, (counts.get(label * classes + answer) ?? 0) + 1)
    }
    counted.push(...images.slice(half))
  }
  const order = matchByCount(counts, classes)
  let [givenCorrect, correct, onlyGiven, onlyThis] = [0, 0, 0, 0]
  for (const image of counted) {
    const [label, answer] = [labels[image], predicted[image] ?? -1]
    const [isGiven, isThis] = [answer === label, order[answer] === label]
    if (isGiven) givenCorrect++
    if (isThis) correct++
    if (isGiven && !isThis) onlyGiven++
    if (isThis && !isGiven) onlyThis++
  }
  const p = mcnemarExact(onlyGiven, onlyThis)
  const adjusted = Math.min(1, p * (tried + 1))
  const images = counted.length
  const beats = isBeyondDoubt({ correct, given: givenCorrect, adjusted, images, chance: 1 / classes })
  const moved = order.filter((label, answer) => label !== answer).length
  return { order, images, givenCorrect, correct, onlyGiven, onlyThis, p, adjusted, beats, moved }
}

/** What is left over goes with itself where that is free, and else in order with what is free. */
function matchByCount(counts: ReadonlyMap<number, number>, classes: number): number[] {
  const order = Array.from({ length: classes }, () => -1)
  const taken = new Set<number>()
  const take = (answer: number, label: number) => {
    if (order[answer] !== -1 || taken.has(label)) return
    order[answer] = label
    taken.add(label)
  }
  for (const [pair] of [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || a - b))
    take(pair % classes, Math.floor(pair / classes))
  for (let index = 0; index < classes; index++) take(index, index)
  const free = order.flatMap((_, label) => (taken.has(label) ? [] : [label]))
  return order.map((label) => (label === -1 ? (free.shift() ?? -1) : label))
}

/** Fisher and Yates's, in place. */
function shuffle(items: number[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[items[i], items[j]] = [items[j] ?? 0, items[i] ?? 0]
  }
}

/** Numbers in 0…1, the same for a seed every time (Mulberry32, T. Ettinger 2017). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
