import type { PairedConfusions } from '../../../shared/results.ts'
import { NO_ANSWER } from '../../../shared/results.ts'
import type { Database, RunRow } from '../db/index.ts'
import { pairOf } from './flips.ts'

interface Counted {
  label: number
  predicted: number
  first: number
  second: number
}

/** The wrong answers of two runs to the images that both evaluated, by pair of classes: those that changed most first. */
export function pairedConfusions(db: Database, first: RunRow, second: RunRow): PairedConfusions {
  const classes = db.datasets.classCount(first.datasetId)
  const images = new Int32Array(classes)
  const [firstUnanswered, secondUnanswered] = [new Int32Array(classes), new Int32Array(classes)]
  const pairs = new Map<number, Counted>()
  const add = (label: number, predicted: number, run: 'first' | 'second') => {
    if (label === predicted) return
    const key = label * classes + predicted
    const pair = pairs.get(key) ?? { label, predicted, first: 0, second: 0 }
    pair[run]++
    pairs.set(key, pair)
  }
  for (const [label, one, other] of db.flips.answers(pairOf(first, second))) {
    images[label] = (images[label] ?? 0) + 1
    if (one === NO_ANSWER) firstUnanswered[label] = (firstUnanswered[label] ?? 0) + 1
    else add(label, one, 'first')
    if (other === NO_ANSWER) secondUnanswered[label] = (secondUnanswered[label] ?? 0) + 1
    else add(label, other, 'second')
  }
  const change = (pair: Counted) => Math.abs(pair.second - pair.first)
  const ranked = [...pairs.values()].sort(
    (a, b) => change(b) - change(a) || a.label - b.label || a.predicted - b.predicted,
  )
  return {
    labels: Int32Array.from(ranked, ({ label }) => label),
    predicted: Int32Array.from(ranked, ({ predicted }) => predicted),
    first: Int32Array.from(ranked, ({ first }) => first),
    second: Int32Array.from(ranked, ({ second }) => second),
    images,
    firstUnanswered,
    secondUnanswered,
  }
}
