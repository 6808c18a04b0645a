import { totalmem } from 'node:os'
import { ImageFault } from '../../../shared/skip.ts'
import { MAX_KEPT_BYTES } from './scratch.ts'

/** Images that take no more than this are not counted: what threads keep for such is theirs anyway. */
const SMALL_BYTES = 12 << 20

/** What is decoded at the same time may take this part of the machine's memory. */
const SHARE_OF_MACHINE = 1 / 2

/** So long without any change, and whoever had memory has died with it: no image takes half as long. */
const GIVEN_UP_MS = 180_000

/** Words of what threads share, in mebibytes: what their images take, and what the process held before any did. */
const RESERVED = 0
const HELD = 1

/** What threads that decode count together. */
export interface SharedMemory {
  readonly words: SharedArrayBuffer
  /** Bytes that the whole process may hold; null: what the machine has. */
  readonly limit: number | null
}

export function shareMemory(limit: number | null): SharedMemory {
  return { words: new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT), limit }
}

/** A thread's part of the memory that large images take: it waits until there is room, and says what never fits. */
export class ImageMemory {
  readonly #words: Int32Array
  readonly #limit: number | null
  /** In mebibytes. */
  #mine = 0

  constructor({ words, limit }: SharedMemory = shareMemory(null)) {
    this.#words = new Int32Array(words)
    this.#limit = limit
  }

  /** Bytes of an image that a thread may keep for the next one: where there is a limit, no more than is not counted. */
  get keeps(): number {
    return this.#limit === null ? MAX_KEPT_BYTES : SMALL_BYTES
  }

  /**
   * Makes sure of memory for one image, until {@link release}. Blocks while other threads have too much of it.
   *
   * @param bytes what decoding it takes at its worst moment, its file included
   * @throws ImageFault too-large, where it would not even fit alone
   */
  reserve(bytes: number): void {
    const wanted = mebibytes(bytes)
    if (bytes <= SMALL_BYTES || wanted <= this.#mine) return
    this.release()
    for (;;) {
      const taken = Atomics.load(this.#words, RESERVED)
      if (taken === 0) Atomics.store(this.#words, HELD, mebibytes(process.memoryUsage.rss()))
      const held = this.#limit === null ? 0 : Atomics.load(this.#words, HELD)
      if (held + taken + wanted > this.#room()) {
        if (taken === 0) throw this.#tooLarge(wanted, held)
        this.#waitForChange(taken)
      } else if (Atomics.compareExchange(this.#words, RESERVED, taken, taken + wanted) === taken) {
        this.#mine = wanted
        return
      }
    }
  }

  release(): void {
    if (this.#mine === 0) return
    Atomics.sub(this.#words, RESERVED, this.#mine)
    Atomics.notify(this.#words, RESERVED)
    this.#mine = 0
  }

  /** In mebibytes. */
  #room(): number {
    return mebibytes(this.#limit ?? machineMemory() * SHARE_OF_MACHINE)
  }

  #waitForChange(taken: number): void {
    if (Atomics.wait(this.#words, RESERVED, taken, GIVEN_UP_MS) === 'timed-out')
      Atomics.compareExchange(this.#words, RESERVED, taken, 0)
  }

  #tooLarge(wanted: number, held: number): ImageFault {
    const megabytes = (count: number) => `${Math.ceil((count * MEBIBYTE) / 1e6)} MB`
    const where =
      this.#limit === null
        ? `more than half of this machine's ${megabytes(mebibytes(machineMemory()))}`
        : `which beside the ${megabytes(held)} that the process holds is more than its limit of ` +
          `${Math.floor(this.#limit / 1e6)} MB`
    return new ImageFault('too-large', `decoding it takes ${megabytes(wanted)} of memory, ${where}`)
  }
}

const MEBIBYTE = 2 ** 20
const mebibytes = (bytes: number) => Math.ceil(bytes / MEBIBYTE)

/** What the machine has, or the container lets the process have. */
function machineMemory(): number {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(totalmem(), constrained) : totalmem()
}
