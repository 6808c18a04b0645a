import { readSync } from 'node:fs'
import { Damaged } from './damaged.ts'
import type { Content, Stored } from './stored.ts'

/** Where a tag of a Snappy stream lies: its first byte in the page once that is decompressed, and in the file. */
interface Mark {
  readonly at: number
  readonly offset: number
}

/** The beginning of a stretch that can be decompressed by itself: nothing in or behind it copies from before it. */
type Stretch = Mark

/** What is known of a page once its tags were passed over: its stretches, and marks from where to pass over some of them again. */
interface Tags {
  readonly stretches: readonly Stretch[]
  readonly marks: readonly Mark[]
}

/** What Snappy's own compressors cut their input into. */
const BLOCK = 1 << 16
/** Far above any block: what copies from all over a page is no image, and not read as one. */
const MAX_STRETCH_BYTES = 64 << 20
const WINDOW = 16 << 10
/** From mark to mark: where a byte lies is then told by a few tags. */
const BETWEEN_MARKS = 8 << 10
const FEW_TAGS = 256

/** The stretch that was decompressed last, in this thread: small values share one. */
let last: { of: Stretch; bytes: Uint8Array } | undefined
/** What the next stretch is read and decompressed into: new memory of that size costs more than what is done in it. */
let [compressed, decompressed] = [Buffer.alloc(0), Buffer.alloc(0)]

/**
 * A page that Snappy compressed (github.com/google/snappy, format_description.txt), read from any byte on. Its compressors
 * take 64 KiB at a time, and copy only within them: the tags are passed over once to learn where blocks begin that stand by
 * themselves, without reading the literals, which is nearly all of a JPEG. Of an image, its own blocks are decompressed.
 */
export class SnappyContent implements Content {
  readonly size: number
  readonly #stored: Stored
  #tags: Tags | undefined

  constructor(stored: Stored) {
    this.size = stored.size
    this.#stored = stored
  }

  read(descriptor: number, target: Uint8Array, from: number): void {
    if (from + target.length > this.size) throw new Damaged('a page ends in the middle of a value')
    const { stretches, marks } = (this.#tags ??= passOver(descriptor, this.#stored))
    const end = this.#stored.offset + this.#stored.stored
    if (target.length <= SHORT && readLiteral(descriptor, target, from, { marks, end })) return
    let done = 0
    for (let i = lastBefore(stretches, from); done < target.length; i++) {
      const stretch = stretches[i]
      if (!stretch) throw new Damaged('a page ends in the middle of a value')
      const next = stretches[i + 1] ?? { at: this.size, offset: end }
      if (last?.of !== stretch) last = { of: stretch, bytes: decompress(descriptor, stretch, next) }
      const part = last.bytes.subarray(from + done - stretch.at).subarray(0, target.length - done)
      target.set(part, done)
      done += part.length
    }
  }
}

/** As long as the length before a value: those of a page are read one after another, each in another stretch. */
const SHORT = 4

/** Reads a few bytes without decompressing anything, as far as they lie in one literal: in a JPEG, nearly all do. */
function readLiteral(
  descriptor: number,
  target: Uint8Array,
  from: number,
  { marks, end }: { marks: readonly Mark[]; end: number },
): boolean {
  const mark = marks[lastBefore(marks, from)]
  if (!mark) return false
  const byte = windowOn(descriptor, mark.offset, end, FEW_TAGS)
  for (let { at, offset } = mark; ;) {
    const { head, length, back } = tagAt(byte, offset)
    if (from < at + length) {
      if (back > 0 || from + target.length > at + length) return false
      return readSync(descriptor, target, 0, target.length, offset + head + from - at) === target.length
    }
    offset += back > 0 ? head : head + length
    at += length
  }
}

/** The last that begins at a byte or before it. */
function lastBefore(marks: readonly Mark[], from: number): number {
  let [low, high] = [0, marks.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((marks[middle]?.at ?? 0) <= from) low = middle
    else high = middle - 1
  }
  return low
}

interface Tag {
  /** Of the tag itself. */
  readonly head: number
  readonly length: number
  /** How far back it copies from; 0 for a literal, whose bytes follow. */
  readonly back: number
}

const literalLength = [1, 2, 3, 4]

/** @param byte a byte of the stream, by its place */
function tagAt(byte: (at: number) => number, at: number): Tag {
  const first = byte(at)
  const number = (bytes: number) => {
    let value = 0
    for (let i = bytes; i > 0; i--) value = value * 256 + byte(at + i)
    return value
  }
  switch (first & 3) {
    case 0: {
      const bytes = literalLength[(first >> 2) - 60] ?? 0
      return { head: 1 + bytes, length: (bytes > 0 ? number(bytes) : first >> 2) + 1, back: 0 }
    }
    case 1:
      return copy(2, ((first >> 2) & 7) + 4, (first >> 5) * 256 + number(1))
    case 2:
      return copy(3, (first >> 2) + 1, number(2))
    default:
      return copy(5, (first >> 2) + 1, number(4))
  }
}

function copy(head: number, length: number, back: number): Tag {
  if (back === 0) throw new Damaged('a page that Snappy compressed is damaged')
  return { head, length, back }
}

function passOver(descriptor: number, { offset, stored, size }: Stored): Tags {
  const byte = windowOn(descriptor, offset, offset + stored)
  let at = offset
  while (byte(at) >= 0x80) at++
  at++
  const stretches: Stretch[] = [{ at: 0, offset: at }]
  const marks: Mark[] = [{ at: 0, offset: at }]
  let done = 0
  while (done < size) {
    if (done - (marks.at(-1)?.at ?? 0) >= BETWEEN_MARKS) marks.push({ at: done, offset: at })
    if (done - (stretches.at(-1)?.at ?? 0) >= BLOCK) stretches.push({ at: done, offset: at })
    const { head, length, back } = tagAt(byte, at)
    if (back > done) throw new Damaged('a page that Snappy compressed is damaged')
    if (back > 0) while ((stretches.at(-1)?.at ?? 0) > done - back) stretches.pop()
    at += back > 0 ? head : head + length
    done += length
  }
  if (done !== size || at > offset + stored) throw new Damaged('a page that Snappy compressed is damaged')
  return { stretches, marks }
}

/** The bytes of a file between two places, one at a time. */
function windowOn(descriptor: number, from: number, end: number, size = WINDOW): (at: number) => number {
  const window = Buffer.allocUnsafe(size)
  let [first, length] = [from, 0]
  return (at) => {
    if (at >= end) throw new Damaged('a page that Snappy compressed is damaged')
    if (at < first || at >= first + length) {
      first = at
      length = readSync(descriptor, window, 0, Math.min(size, end - at), at)
    }
    const value = window[at - first]
    if (value === undefined || at >= first + length) throw new Damaged('the file ends in the middle of a page')
    return value
  }
}

function decompress(descriptor: number, { at, offset }: Stretch, next: Stretch): Uint8Array {
  const size = next.at - at
  if (size > MAX_STRETCH_BYTES)
    throw new Damaged('a page was compressed as a whole, not in blocks as Snappy does: it is not read')
  const length = next.offset - offset
  if (compressed.length < length) compressed = Buffer.allocUnsafe(length)
  if (decompressed.length < size) decompressed = Buffer.allocUnsafe(size)
  last = undefined
  const [bytes, target] = [compressed.subarray(0, length), decompressed.subarray(0, size)]
  if (readSync(descriptor, bytes, 0, bytes.length, offset) < bytes.length)
    throw new Damaged('the file ends in the middle of a page')
  const byte = (place: number) => {
    const value = bytes[place]
    if (value === undefined) throw new Damaged('a page that Snappy compressed is damaged')
    return value
  }
  let [place, done] = [0, 0]
  while (done < size) {
    const { head, length, back } = tagAt(byte, place)
    place += head
    if (done + length > size || back > done) throw new Damaged('a page that Snappy compressed is damaged')
    if (back === 0) {
      if (place + length > bytes.length) throw new Damaged('a page that Snappy compressed is damaged')
      bytes.copy(target, done, place, place + length)
      place += length
    } else if (back >= length) target.copyWithin(done, done - back, done - back + length)
    else for (let i = 0; i < length; i++) target[done + i] = target[done + i - back] ?? 0
    done += length
  }
  return target
}
