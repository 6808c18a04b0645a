import { Damaged } from './damaged.ts'

/**
 * Numbers as Parquet packs levels and places in a dictionary: runs of one number, and of eight at a time, a few bits each
 * (RLE/bit-packing hybrid, Encodings.md of parquet-format). hyparquet's reader fills in as many as a run claims.
 * @param width bits of each number, 0 to 32
 * @param count numbers to read
 * @throws Damaged
 */
export function readRuns(bytes: Uint8Array, width: number, count: number): Uint32Array {
  if (width > 32) throw new Damaged('a page packs numbers into more than 32 bits')
  const numbers = new Uint32Array(count)
  const stride = Math.ceil(width / 8)
  let [at, done] = [0, 0]

  const byte = () => {
    const value = bytes[at++]
    if (value === undefined) throw new Damaged('a page ends in the middle of its numbers')
    return value
  }

  while (done < count) {
    let head = 0
    for (let i = 0; i < 5; i++) {
      const next = byte()
      head += (next & 0x7f) * 2 ** (7 * i)
      if (next < 0x80) break
    }
    const length = Math.floor(head / 2)
    if (length === 0) throw new Damaged('a page has a run of no numbers')
    if (head % 2 === 0) {
      let value = 0
      for (let i = 0; i < stride; i++) value += byte() * 2 ** (8 * i)
      const end = Math.min(count, done + length)
      numbers.fill(value, done, end)
      done = end
    } else {
      // Bits in a byte go up from the lowest; what a last run has beyond the count is padding.
      const from = at
      for (let i = 0; i < length * 8 && done < count; i++) {
        let value = 0
        for (let bit = 0; bit < width; bit++) {
          const place = i * width + bit
          const packed = bytes[from + (place >> 3)]
          if (packed === undefined) throw new Damaged('a page ends in the middle of its numbers')
          value += ((packed >> (place & 7)) & 1) * 2 ** bit
        }
        numbers[done++] = value
      }
      at = from + length * width
    }
  }
  return numbers
}
