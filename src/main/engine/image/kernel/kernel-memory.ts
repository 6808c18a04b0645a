import { ImageFault } from '../../../../shared/skip.ts'
import { loadKernel, type KernelExports } from '../../wasm/index.ts'
import { checkWorkingMemory } from '../limits.ts'
import { MAX_KEPT_BYTES } from '../scratch.ts'
import type { Table } from './table-cache.ts'

/** WebAssembly memory never shrinks: after a resize that made it larger than this, the next image gets a new instance. */
const MAX_MEMORY_BYTES = 2 * MAX_KEPT_BYTES

const PAGE_BYTES = 64 << 10
/** Memory grows by so many pages at a time. */
const GROWTH_PAGES = 16

/** Areas begin at multiples of this, and as much is free behind each: vectors are loaded and stored whole. */
export const VECTOR_BYTES = 16

/** The memory of a WebAssembly instance, laid out anew for each image: it lies at address 0, other areas behind it. */
export class KernelMemory {
  #exports = loadKernel()
  /** All of it. */
  #bytes = new Uint8Array(this.#exports.memory.buffer)
  /** The first free address. */
  #end = 0

  get exports(): KernelExports {
    return this.#exports
  }

  /**
   * The area of an image, the only one then.
   * @throws ImageFault too-large
   */
  takeImage(length: number): Uint8Array {
    checkWorkingMemory(length)
    if (this.#bytes.length > MAX_MEMORY_BYTES) {
      this.#exports = loadKernel()
      this.#bytes = new Uint8Array(this.#exports.memory.buffer)
    }
    this.#end = 0
    this.place(length)
    this.grow()
    return this.view(0, length)
  }

  /** Gives up all areas but that of the image. */
  keepImage(length: number): void {
    this.#end = length
  }

  holds(image: Uint8Array): boolean {
    return image.buffer === this.#bytes.buffer && image.byteOffset === 0
  }

  /** The address of a new area. */
  place(length: number): number {
    const address = roundUp(this.#end, VECTOR_BYTES)
    this.#end = address + length + VECTOR_BYTES
    return address
  }

  /**
   * Sees to it that there is memory for all areas; earlier views are void where there was not.
   * @throws ImageFault too-large
   */
  grow(): void {
    const missing = this.#end - this.#bytes.length
    if (missing <= 0) return
    try {
      this.#exports.memory.grow(roundUp(Math.ceil(missing / PAGE_BYTES), GROWTH_PAGES))
    } catch {
      throw new ImageFault('too-large', `needs ${Math.ceil(this.#end / (1 << 20))} MiB of working memory`)
    }
    this.#bytes = new Uint8Array(this.#exports.memory.buffer)
  }

  write({ words }: Table, address: number): void {
    new Int32Array(this.#bytes.buffer, address, words.length).set(words)
  }

  view(address: number, length: number): Uint8Array {
    return this.#bytes.subarray(address, address + length)
  }
}

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple
}
