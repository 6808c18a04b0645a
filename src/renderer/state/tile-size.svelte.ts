import { z } from 'zod'

/** Heights of a picture in a grid, in CSS pixels. */
export const tileSizes = [96, 144, 208, 288] as const
const USUAL = 144

const KEY = 'tile-size'
const Kept = z.coerce.number().refine((size) => tileSizes.some((each) => each === size))

/** How large the pictures of every grid are, kept for the next start. */
export class TileSize {
  #picture = $state(Kept.catch(USUAL).parse(localStorage.getItem(KEY)))

  /** In CSS pixels. */
  get picture(): number {
    return this.#picture
  }

  get isSmallest(): boolean {
    return this.#place === 0
  }

  get isLargest(): boolean {
    return this.#place === tileSizes.length - 1
  }

  step(by: -1 | 1): void {
    this.#picture = tileSizes[this.#place + by] ?? this.#picture
    localStorage.setItem(KEY, String(this.#picture))
  }

  get #place(): number {
    return tileSizes.findIndex((size) => size === this.#picture)
  }
}
