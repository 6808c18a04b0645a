import { readSync } from 'node:fs'
import { Damaged } from './damaged.ts'

export const damaged = () => new Damaged('a page that Snappy compressed is damaged')

export interface Tag {
  /** Bytes of the tag itself. */
  readonly head: number
  /** Bytes that it stands for. */
  readonly length: number
  /** How far back it copies them from; 0 for a literal, whose bytes follow. */
  readonly back: number
}

/** Of the length of a literal: by what stands in its tag from 60 on. */
const LENGTH_BYTES = [1, 2, 3, 4]

/** The tag at a place of the file (github.com/google/snappy, format_description.txt). */
export function tagAt(bytes: Window, at: number): Tag {
  const first = bytes.byte(at)
  const number = (count: number) => {
    let value = 0
    for (let i = count; i > 0; i--) value = value * 256 + bytes.byte(at + i)
    return value
  }
  switch (first & 3) {
    case 0: {
      const count = LENGTH_BYTES[(first >> 2) - 60] ?? 0
      return { head: 1 + count, length: (count > 0 ? number(count) : first >> 2) + 1, back: 0 }
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
  if (back === 0) throw damaged()
  return { head, length, back }
}

/** The bytes of a file up to a place, read so many at a time. */
export class Window {
  readonly #descriptor: number
  readonly #end: number
  readonly #bytes: Buffer
  #from = 0
  #length = 0

  /** @param bytes what is read into: as many as it has are read at a time */
  constructor(descriptor: number, end: number, bytes: Buffer) {
    this.#descriptor = descriptor
    this.#end = end
    this.#bytes = bytes
  }

  byte(at: number): number {
    if (at < this.#from || at >= this.#from + this.#length) this.#moveTo(at)
    return this.#bytes[at - this.#from] ?? 0
  }

  /** Fills `target` with what lies at a place. */
  copy(target: Uint8Array, at: number): void {
    if (at + target.length > this.#end) throw damaged()
    const from = at - this.#from
    if (from >= 0 && from + target.length <= this.#length) target.set(this.#bytes.subarray(from, from + target.length))
    else if (readSync(this.#descriptor, target, 0, target.length, at) < target.length) throw endsTooSoon()
  }

  #moveTo(at: number): void {
    if (at >= this.#end) throw damaged()
    this.#from = at
    this.#length = readSync(this.#descriptor, this.#bytes, 0, Math.min(this.#bytes.length, this.#end - at), at)
    if (this.#length === 0) throw endsTooSoon()
  }
}

const endsTooSoon = () => new Damaged('the file ends in the middle of a page')
