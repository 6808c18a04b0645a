import { closeSync, openSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { temporaryFolder } from '../../../../testing/folders.ts'
import { Damaged } from './damaged.ts'
import { SnappyContent } from './snappy-content.ts'

const BEFORE = 10

const opened: number[] = []
afterEach(() => {
  for (const descriptor of opened.splice(0)) closeSync(descriptor)
})

/** A stream of Snappy's, in the middle of a file, and what it stands for. */
class Stream {
  readonly plain: number[] = []
  readonly #tags: number[] = []

  literal(...bytes: number[]): this {
    const length = bytes.length - 1
    this.#tags.push(...(length < 60 ? [length << 2] : [61 << 2, length & 255, length >> 8]), ...bytes)
    this.plain.push(...bytes)
    return this
  }

  copy(back: number, length: number): this {
    this.#tags.push(((length - 1) << 2) | 2, back & 255, back >> 8)
    for (let i = 0; i < length; i++) this.plain.push(this.plain.at(-back) ?? 0)
    return this
  }

  open(size = this.plain.length) {
    const file = path.join(temporaryFolder(), 'page')
    const head: number[] = []
    for (let left = size; ; left = Math.floor(left / 128)) {
      head.push((left % 128) + (left >= 128 ? 128 : 0))
      if (left < 128) break
    }
    const bytes = [...head, ...this.#tags]
    writeFileSync(file, Buffer.from([...Array.from({ length: BEFORE }, () => 255), ...bytes, 255, 255]))
    const content = new SnappyContent({ offset: BEFORE, stored: bytes.length, size })
    const descriptor = openSync(file, 'r')
    opened.push(descriptor)
    return (from: number, length: number) => {
      const target = Buffer.alloc(length)
      content.read(descriptor, target, from)
      return [...target]
    }
  }
}

/** Numbers below a limit that are the same each time. */
function numbers(seed: number) {
  let state = seed
  return (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

it.each([1, 2, 3, 4, 5, 6])('any bytes are read of a page whose tags copy from anywhere before them (%i)', (seed) => {
  const below = numbers(seed)
  const stream = new Stream().literal(1, 2, 3)
  while (stream.plain.length < 60_000)
    if (below(4) === 0)
      stream.literal(...Array.from({ length: 1 + below(below(3) === 0 ? 20_000 : 90) }, () => below(256)))
    else stream.copy(1 + below(Math.min(below(2) === 0 ? 80 : 40_000, stream.plain.length)), 1 + below(64))
  const read = stream.open()
  const all = stream.plain
  for (let i = 0; i < 150; i++) {
    const from = below(all.length)
    const length = Math.min(below(2) === 0 ? 4 : below(30_000), all.length - from)
    expect(Buffer.from(read(from, length)).equals(Buffer.from(all.slice(from, from + length)))).toBe(true)
  }
})

it.each([100, 9000])('what copies from copies, %i times one after another, is read as well', (copies) => {
  const stream = new Stream().literal(7, 8, 9)
  for (let i = 0; i < copies; i++) stream.copy(3, 3)
  const read = stream.open()
  expect(read(3 * copies, 3)).toEqual([7, 8, 9])
  expect(read(3 * copies - 1, 2)).toEqual([9, 7])
})

it.each<[string, () => unknown]>([
  ['copies from before the page', () => new Stream().literal(1).copy(2, 4).open()(0, 5)],
  ['copies from nowhere', () => new Stream().literal(1).copy(0, 4).open()(0, 5)],
  ['has less than it claims', () => new Stream().literal(1, 2).open(9)(0, 3)],
  ['has more than it claims', () => new Stream().literal(1, 2, 3).open(2)(0, 2)],
  ['ends before the value', () => new Stream().literal(1, 2, 3).open()(2, 2)],
])('a page that %s is damaged', (_, read) => {
  expect(read).toThrow(Damaged)
})
