/** How scores map to classes. */
export interface Mapping {
  /** Canonical index of the class that output k means; a negative one, or one beyond all, is no class. */
  classOf: (output: number) => number
  classes: number
}

/** What is kept of an image's scores. */
export interface Best {
  /** Canonical indices of the best classes, ten at most; none where there is no answer. */
  classes: number[]
  /** Their scores. */
  scores: number[]
  /** The logarithm of the sum of the exponentials of all scores: a softmax's denominator. */
  logSum: number
  /** Of all scores. */
  least: number
  most: number
  sum: number
}

/** As many as a run keeps of each image. */
export const MOST_CLASSES = 10

/** The highest number that is a float32: an infinite score is the highest one, and not the end of all numbers. */
const HIGHEST = 3.4028234663852886e38

const NONE: Best = { classes: [], scores: [], logSum: 0, least: 0, most: 0, sum: 0 }

/**
 * The best classes by their scores, as a run's network ranks them: equal scores go to the lower index, outputs that are no class
 * are left out of the ranking and not of the softmax, and there is no answer where a score is no number, or all are -infinity.
 */
export function bestScores(all: Float64Array, { classOf, classes: count }: Mapping): Best {
  const classes: number[] = []
  const scores: number[] = []
  let [least, most, sum] = [Infinity, -Infinity, 0]
  for (let output = 0; output < all.length; output++) {
    const score = Math.min(HIGHEST, all[output] ?? NaN)
    if (Number.isNaN(score)) return NONE
    if (score < least) least = score
    if (score > most) most = score
    sum += score
    const last = scores.at(-1) ?? -Infinity
    if (scores.length === MOST_CLASSES && score < last) continue
    const index = classOf(output)
    if (index < 0 || index >= count) continue
    place(classes, scores, index, score)
  }
  if (most === -Infinity || classes.length === 0) return NONE
  let exponentials = 0
  for (const score of all) exponentials += Math.exp(Math.min(HIGHEST, score) - most)
  return { classes, scores, logSum: most + Math.log(exponentials), least, most, sum }
}

/** Behind those that are higher, or equal and of a lower index; what falls out at the end is let go. */
function place(classes: number[], scores: number[], index: number, score: number): void {
  let at = scores.length
  while (at > 0) {
    const [other = 0, others = 0] = [scores[at - 1], classes[at - 1]]
    if (other > score || (other === score && others < index)) break
    at--
  }
  if (at === MOST_CLASSES) return
  classes.splice(at, 0, index)
  scores.splice(at, 0, score)
  if (scores.length > MOST_CLASSES) {
    classes.pop()
    scores.pop()
  }
}
