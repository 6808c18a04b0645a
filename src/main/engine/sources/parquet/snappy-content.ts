import { Damaged } from './damaged.ts'
import { damaged, tagAt, Window, type Tag } from './snappy-tags.ts'
import type { Content, Stored } from './stored.ts'

/** A tag of a Snappy stream, and where what it stands for lies in the page once that is decompressed, and itself in the file. */
interface Mark extends Tag {
  readonly at: number
  readonly offset: number
}

/** From mark to mark: where a byte lies is then told by a few tags. */
const BETWEEN_MARKS = 8 << 10
/** What is read at a time to pass over tags: between two of them mostly lies a literal of many times as much. */
const FEW_TAGS = 1 << 10
/** Of a value, a few tags and what is short between them are read together; longer literals go to where they are wanted. */
const VALUE_WINDOW = 4 << 10
/** Far above any block: what copies from all over a page is no image, and not read as one. */
const MAX_WOVEN_BYTES = 64 << 20

/** What values are decompressed into that copy from before them: new memory of that size costs more than what is done in it. */
let decompressed = Buffer.alloc(0)
const window = Buffer.alloc(VALUE_WINDOW)
const fewTags = window.subarray(0, FEW_TAGS)

/**
 * A page that Snappy compressed, read from any byte on: the tags before it are passed over once, without reading the
 * literals, which is nearly all of a JPEG. Of an image, its own tags are read, and those from where on they copy: Snappy's
 * compressors take 64 KiB at a time, and copy only within them.
 */
export class SnappyContent implements Content {
  readonly size: number
  readonly #stored: Stored
  readonly #end: number
  /** Of what was passed over, and of it the last tag. */
  readonly #marks: Mark[] = []
  #latest: Mark | undefined

  constructor(stored: Stored) {
    this.size = stored.size
    this.#stored = stored
    this.#end = stored.offset + stored.stored
  }

  read(descriptor: number, target: Uint8Array, from: number): void {
    const end = from + target.length
    if (end > this.size) throw new Damaged('a page ends in the middle of a value')
    const bytes = new Window(descriptor, this.#end, target.length <= FEW_TAGS ? fewTags : window)
    this.#passOver(bytes, end)
    const first = this.#fill(bytes, target, from)
    if (first >= from) return
    const start = this.#startOf(bytes, first, from, end)
    if (decompressed.length < end - start) decompressed = Buffer.allocUnsafe(end - start)
    this.#fill(bytes, decompressed.subarray(0, end - start), start)
    target.set(decompressed.subarray(from - start, end - start))
  }

  /**
   * From where on bytes can be decompressed by themselves: nothing from there to their end copies from before it.
   * @param source the first byte that those from `from` to `end` copy
   */
  #startOf(bytes: Window, source: number, from: number, end: number): number {
    let [start, behind] = [source, from]
    for (;;) {
      if (end - start > MAX_WOVEN_BYTES)
        throw new Damaged('a page was compressed as a whole, not in blocks as Snappy does: it is not read')
      let first = start
      this.#eachTag(bytes, start, behind, ({ back }, at) => {
        if (back > 0) first = Math.min(first, at - back)
      })
      if (first === start) return start
      ;[start, behind] = [first, start]
    }
  }

  /** @returns the first byte that is copied: where it lies before `from`, what copies it has not been filled in */
  #fill(bytes: Window, target: Uint8Array, from: number): number {
    let first = from
    this.#eachTag(bytes, from, from + target.length, ({ head, length, back }, at, offset) => {
      const skipped = Math.max(0, from - at)
      const begin = at + skipped - from
      const end = Math.min(at + length - from, target.length)
      if (back > 0) first = Math.min(first, at - back)
      if (back === 0) bytes.copy(target.subarray(begin, end), offset + head + skipped)
      else if (back >= length) target.copyWithin(begin, begin - back, end - back)
      else for (let i = begin; i < end; i++) target[i] = target[i - back] ?? 0
    })
    return first
  }

  /** @param visit is told of each tag that stands for any of the bytes, and where its own lie in the page and in the file */
  #eachTag(bytes: Window, from: number, end: number, visit: (tag: Tag, at: number, offset: number) => void): void {
    const mark = this.#markBefore(from)
    let [tag, at, offset]: [Tag, number, number] = [mark, mark.at, mark.offset]
    for (;;) {
      if (at + tag.length > from) visit(tag, at, offset)
      offset = offsetBehind(tag, offset)
      at += tag.length
      if (at >= end) return
      tag = tagAt(bytes, offset)
    }
  }

  /** Passes over the tags that were not yet, up to the one that stands for the last byte before `end`. */
  #passOver(bytes: Window, end: number): void {
    let latest = this.#latest ?? this.#first(bytes)
    for (;;) {
      if (latest.back > latest.at || latest.at + latest.length > this.size) throw damaged()
      if (latest.at - (this.#marks.at(-1)?.at ?? -Infinity) >= BETWEEN_MARKS) this.#marks.push(latest)
      if (latest.at + latest.length >= end) break
      const offset = offsetBehind(latest, latest.offset)
      latest = { ...tagAt(bytes, offset), at: latest.at + latest.length, offset }
    }
    this.#latest = latest
  }

  /** The first tag, behind the length of what is compressed. */
  #first(bytes: Window): Mark {
    let { offset } = this.#stored
    while (bytes.byte(offset) >= 0x80) offset++
    offset++
    return { ...tagAt(bytes, offset), at: 0, offset }
  }

  /** The last tag that is known at a byte or before it. */
  #markBefore(from: number): Mark {
    const latest = this.#latest
    const mark = latest && latest.at <= from ? latest : this.#marks[firstFrom(this.#marks, from + 1) - 1]
    if (!mark) throw damaged()
    return mark
  }
}

const offsetBehind = ({ head, length, back }: Tag, offset: number) => offset + head + (back > 0 ? 0 : length)

/** The place of the first mark at a byte or behind it; as many as there are where none is. */
function firstFrom(marks: readonly Mark[], at: number): number {
  let [low, high] = [0, marks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
