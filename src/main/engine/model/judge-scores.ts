import type { OutputKind } from '../../../shared/output-kind.ts'
import type { ScoresOrigin } from './output-kind.ts'

/** What a network's scores are, and how that is known. */
export interface ScoresVerdict {
  outputKind: OutputKind
  /** As people read it: `Softmax computes them; they add up to 0.94 to 0.99`. */
  reason: string
  /** What makes probabilities of the scores: 1, but for a sum of several softmaxes, or percentages. */
  scale: number
  /** Whether no image has a class that is ahead of the others: every answer would be the first class. */
  isFlat: boolean
  /** Whether every image has a score that is NaN or +infinity, as what overflows has; -infinity only rules a class out. */
  overflows: boolean
}

/** Rounding that the sum of a thousand float32 probabilities shows; in float16 and in 8 bits there is more. */
const ROUNDING = 1e-3
/** Sums of what is computed in 8 bits, seen from 0.92 to 0.99. */
const COARSE = 0.1
/** As much may two sums of the same mixture differ by rounding. */
const SAME = 0.02

const ADD_UP = 'for every image they are positive and add up to 1'

/**
 * Judges scores by the operator that computes them and by their values for several images, since either alone is wrong at
 * times: a mean of softmaxes ends in an Add, and logits may happen to add up to 1.
 * @param scores of all images, `outputs` each
 */
export function judgeScores({ is, by }: ScoresOrigin, scores: Float32Array, outputs: number): ScoresVerdict {
  const allRows = rowsOf(scores, outputs)
  const rows = allRows.filter((row) => row.every(Number.isFinite))
  const sums = range(rows.map((row) => row.reduce((sum, score) => sum + score, 0)))
  const [least, most] = range(rows.flatMap((row) => range(row)))
  const add = `they add up to ${rangeText(sums)}`
  const isFlat = rows.length > 0 && outputs > 1 && rows.every((row) => row.every((score) => score === row[0]))
  const overflows = rows.length === 0 && allRows.every((row) => row.some((score) => !(score < Infinity)))
  const verdict = (outputKind: OutputKind, why: string, scale = 1) => {
    const origin = by === null ? 'no operator tells' : `${by} computes them`
    return { outputKind, reason: `${origin}; ${why}`, scale, isFlat, overflows }
  }
  if (rows.length === 0)
    return verdict(is === 'logits' || is === 'open' ? 'logits' : 'probabilities', 'no image gave finite ones')

  const isPositive = least >= -1e-6
  const addUpTo1 = (within: number) => isPositive && sums.every((sum) => Math.abs(sum - 1) <= within)
  switch (is) {
    case 'logits':
      // Many images that differ would have to add up to 1 by chance.
      return addUpTo1(ROUNDING) && areDifferent(rows) ? verdict('probabilities', ADD_UP) : verdict('logits', add)
    case 'open':
      if (addUpTo1(ROUNDING)) return verdict('probabilities', ADD_UP)
      return addUpTo1(COARSE) && most <= 1 && areDifferent(rows)
        ? verdict('probabilities', add)
        : verdict('logits', add)
    default: {
      if (!isPositive) return verdict('logits', `they are as low as ${short(least)}`)
      const [low, high] = sums
      const scale =
        is === 'mixture' && high > 1 + COARSE && low > (1 - SAME) * high ? 1 / Number(high.toPrecision(3)) : 1
      if (scale !== 1) return verdict('probabilities', `${add} and are divided by that`, scale)
      return most <= 1 + ROUNDING
        ? verdict('probabilities', add)
        : verdict('logits', `they are as high as ${short(most)}`)
    }
  }
}

/** The scores of each image whose scores are finite. */
function rowsOf(scores: Float32Array, outputs: number): Float32Array[] {
  const rows: Float32Array[] = []
  for (let at = 0; at < scores.length; at += outputs) rows.push(scores.subarray(at, at + outputs))
  return rows
}

const areDifferent = ([first, ...others]: Float32Array[]) =>
  others.some((row) => row.some((score, i) => score !== first?.[i]))

function range(values: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}

const short = (value: number) => String(Number(value.toPrecision(3)))

function rangeText(range: readonly [number, number]): string {
  const [low, high] = range.map(short)
  return low === high ? `${low}` : `${low} to ${high}`
}
