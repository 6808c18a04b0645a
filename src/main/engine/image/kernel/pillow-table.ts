import { checkWorkingMemory } from '../limits.ts'
import { pillowWeights, type PillowFilter } from '../pillow-weights.ts'
import { TableCache, type Table } from './table-cache.ts'

/** One axis of a Pillow resize, as `assembly/pillow.ts` reads it. */
export interface PillowTable extends Table {
  /** Pairs of input samples that each output sample is the sum of. */
  readonly pairs: number
}

/** Bits of a weight's low part: with these, both parts of a weight fit into 16 bits with their sign. */
const LOW_BITS = 11

const cache = new TableCache<PillowTable>()

/** @throws ImageFault too-large */
export function pillowTable(
  input: number,
  output: number,
  from: number,
  length: number,
  filter: PillowFilter,
): PillowTable {
  return cache.get(`${filter} ${input} ${output} ${from} ${length}`, () => {
    const { taps, first, count, weights } = pillowWeights(input, output, from, length, filter)
    const pairs = Math.ceil(count.reduce((most, one) => Math.max(most, one), 0) / 2)
    const entry = 1 + 2 * pairs
    checkWorkingMemory(length * entry * Int32Array.BYTES_PER_ELEMENT)
    const words = new Int32Array(length * entry)
    const halves = new Int16Array(words.buffer)
    for (let i = 0; i < length; i++) {
      // Near the end an output sample begins earlier, with weights of 0, so that it reads nothing beyond.
      const begin = Math.min(first[i] ?? 0, Math.max(0, input - 2 * pairs))
      words[i * entry] = begin
      for (let tap = 0; tap < (count[i] ?? 0); tap++) {
        const weight = weights[i * taps + tap] ?? 0
        const sample = (first[i] ?? 0) - begin + tap
        const high = 2 * (i * entry + 1) + 4 * (sample >> 1) + (sample & 1)
        halves[high] = weight >> LOW_BITS
        halves[high + 2] = weight & ((1 << LOW_BITS) - 1)
      }
    }
    const start = words[0] ?? 0
    return { words, pairs, start, end: (words[(length - 1) * entry] ?? 0) + 2 * pairs }
  })
}
