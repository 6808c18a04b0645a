import { seen, type Seen } from '../../../shared/critical.ts'
import type { Database } from '../db/index.ts'
import { packedAnswers } from '../results/index.ts'
import { commonImages } from './common-images.ts'
import type { SweepLine } from './sweep-lines.ts'

/** The images that all runs of a line have evaluated so far, in order of their ids, and what each needs to be seen. */
export interface SeenLine {
  images: Int32Array
  /** Canonical indices of their classes. */
  labels: Int32Array
  /** Of each size, the smallest first: whether each image is answered rightly, 1 or 0. */
  right: Uint8Array[]
  /** Of an image, by its position: the same object for all that were answered alike. */
  seen: (at: number) => Seen
}

/** From the runs' answers as they are packed: fifty thousand images at twelve sizes take some hundredths of a second. */
export async function seenLine(db: Database, { runs }: SweepLine): Promise<SeenLine> {
  const answers = await Promise.all(runs.map(({ id }) => packedAnswers(db, id)))
  const positions = commonImages(answers)
  const [own, first] = [answers[0], positions[0] ?? new Int32Array()]
  const images = new Int32Array(first.length)
  const labels = new Int32Array(first.length)
  for (let i = 0; i < first.length; i++) {
    images[i] = own?.images[first[i] ?? 0] ?? 0
    labels[i] = own?.labels[first[i] ?? 0] ?? 0
  }
  const right = answers.map(({ ranks }, size) => rightAt(ranks, positions[size] ?? first))
  return { images, labels, right, seen: byPattern(right, images.length) }
}

function rightAt(ranks: Int8Array, positions: Int32Array): Uint8Array {
  const right = new Uint8Array(positions.length)
  for (let i = 0; i < positions.length; i++) right[i] = ranks[positions[i] ?? 0] === 0 ? 1 : 0
  return right
}

/** Images with the same pattern of right and wrong are in the same state: there are few patterns, and each is looked at once. */
function byPattern(right: readonly Uint8Array[], images: number): SeenLine['seen'] {
  let patterns = new Int32Array(images)
  for (const size of right) patterns = refined(patterns, size)
  const known: Seen[] = []
  for (let at = 0; at < images; at++) known[patterns[at] ?? 0] ??= seen(right.map((size) => size[at] === 1))
  return (at) => known[patterns[at] ?? 0] ?? seen([])
}

/** Patterns by their numbers, told apart by one size more; numbered anew in the order in which they occur. */
function refined(patterns: Int32Array<ArrayBuffer>, right: Uint8Array): Int32Array<ArrayBuffer> {
  const numbers: number[] = []
  let count = 0
  return patterns.map((pattern, at) => (numbers[2 * pattern + (right[at] ?? 0)] ??= count++))
}
