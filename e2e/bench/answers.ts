const STORED = 10

/** Numbers in [0, 1) that are the same every time: mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * What a network might answer: mostly right, else taken for one of a few neighbours, and the surer the more often right.
 * @param accuracy share of right answers
 */
export function answers(label: number, classes: number, accuracy: number, random: () => number) {
  const others = neighbours(label, classes, random)
  const luck = random()
  const rank = luck < accuracy ? 0 : luck < accuracy + 0.25 ? 1 + Math.floor(random() * 4) : -1
  const order =
    rank < 0 ? others.slice(0, STORED) : [...others.slice(0, rank), label, ...others.slice(rank, STORED - 1)]
  return { rank, classes: Int32Array.from(order), probabilities: probabilities(rank === 0, random) }
}

/** Ten different classes near the label, the nearest the likeliest. */
function neighbours(label: number, classes: number, random: () => number): number[] {
  const found = new Set<number>()
  while (found.size < STORED) {
    const distance = 1 + Math.floor(random() ** 3 * 60)
    const other = (label + (random() < 0.5 ? distance : classes - distance)) % classes
    if (other !== label) found.add(other)
  }
  return [...found]
}

/** Descending, with a sum below 1. */
function probabilities(isRight: boolean, random: () => number): Float32Array {
  const first = isRight ? 1 - 0.7 * random() ** 2 : 0.15 + 0.7 * random() ** 2
  const all = new Float32Array(STORED)
  all[0] = first
  let left = 1 - first
  for (let i = 1; i < STORED; i++) {
    all[i] = Math.min(all[i - 1] ?? 0, left * (0.4 + 0.3 * random()))
    left -= all[i] ?? 0
  }
  return all
}
