import { readSync } from 'node:fs'
import zlib from 'node:zlib'
import { Damaged } from './damaged.ts'
import { SnappyContent } from './snappy-content.ts'
import type { Content, Stored } from './stored.ts'

export function contentOf(codec: string, stored: Stored): Content {
  if (codec === 'UNCOMPRESSED') return new PlainContent(stored)
  if (codec === 'SNAPPY') return new SnappyContent(stored)
  const decompress = WHOLE[codec]
  if (!decompress)
    throw new Damaged(`it is compressed by ${codec}, and only Snappy, gzip, Brotli and Zstandard are read`)
  return new WholeContent(stored, decompress)
}

/** Where hundreds of images lie in one page that can only be decompressed whole, it is still no more than this. */
const MAX_WHOLE_BYTES = 512 << 20

type Decompress = (bytes: Uint8Array, size: number) => Uint8Array

const WHOLE: Readonly<Record<string, Decompress>> = {
  GZIP: (bytes, size) => zlib.gunzipSync(bytes, { maxOutputLength: size }),
  BROTLI: (bytes, size) => zlib.brotliDecompressSync(bytes, { maxOutputLength: size }),
  ZSTD: (bytes, size) => {
    // Node has it from 22.15 on, and the oldest Electron that we run on brings 20.
    if (!('zstdDecompressSync' in zlib)) throw new Damaged('it is compressed by Zstandard, which this runtime lacks')
    return zlib.zstdDecompressSync(bytes, { maxOutputLength: size })
  },
}

class PlainContent implements Content {
  readonly size: number
  readonly #offset: number

  constructor({ offset, stored, size }: Stored) {
    this.#offset = offset
    this.size = Math.min(stored, size)
  }

  read(descriptor: number, target: Uint8Array, from: number): void {
    if (from + target.length > this.size) throw new Damaged('a page ends in the middle of a value')
    if (readSync(descriptor, target, 0, target.length, this.#offset + from) < target.length)
      throw new Damaged('the file ends in the middle of a page')
  }
}

/** The page that was decompressed last, in this thread: images that are read one after another mostly share it. */
let last: { of: WholeContent; bytes: Uint8Array } | undefined

/** What can only be decompressed from its beginning on. */
class WholeContent implements Content {
  readonly size: number
  readonly #stored: Stored
  readonly #decompress: Decompress

  constructor(stored: Stored, decompress: Decompress) {
    if (stored.size > MAX_WHOLE_BYTES) throw new Damaged(`a page claims ${stored.size} bytes, more than are read`)
    this.size = stored.size
    this.#stored = stored
    this.#decompress = decompress
  }

  read(descriptor: number, target: Uint8Array, from: number): void {
    if (from + target.length > this.size) throw new Damaged('a page ends in the middle of a value')
    if (last?.of !== this) last = { of: this, bytes: this.#all(descriptor) }
    target.set(last.bytes.subarray(from, from + target.length))
  }

  #all(descriptor: number): Uint8Array {
    const { offset, stored, size } = this.#stored
    const compressed = Buffer.alloc(stored)
    readSync(descriptor, compressed, 0, stored, offset)
    let bytes: Uint8Array
    try {
      bytes = this.#decompress(compressed, Math.max(1, size))
    } catch (error) {
      if (error instanceof Damaged) throw error
      throw new Damaged(`the page at byte ${offset} cannot be decompressed`)
    }
    if (bytes.length !== size) throw new Damaged(`the page at byte ${offset} has not the size that it claims`)
    return bytes
  }
}
