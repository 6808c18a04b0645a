import { moveInGrid, type GridShape } from './grid-keys.ts'

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'preventDefault'>

interface Grid {
  images: readonly number[]
  shape: GridShape
  /** Brings the tile at an index into view; its element once it can take the focus. */
  reveal: (index: number) => Promise<{ focus: (options: FocusOptions) => void } | null | undefined>
  open: (image: number) => void
  /** Chooses what lies between the image that keys moved from and the one they lead to. */
  extend: (from: number, to: number) => void
}

/** Leads the focus through a grid of images, of which but the rows in view are there at all. */
export class RovingFocus {
  /** The image that the Tab key leads to, and the one that has the focus: the same, but for the moment of a move. */
  #active = $state<number | null>(null)
  #focused = $state<number | null>(null)
  readonly #grid: Grid
  /** Looked for once a change, not once a tile: among fifty thousand images that would be a millisecond a frame. */
  readonly activeIndex = $derived.by(() => (this.#active === null ? 0 : this.#indexOf(this.#active)))

  constructor(active: number | null, grid: Grid) {
    this.#active = active
    this.#grid = grid
  }

  get focusedIndex(): number {
    if (this.#focused === null || this.#focused === this.#active) return this.activeIndex
    return this.#indexOf(this.#focused)
  }

  /** The tile of this image has got the focus. */
  hold(image: number): void {
    this.#active = this.#focused = image
  }

  press(event: Key): void {
    if (event.altKey || event.metaKey) return
    if (event.key === 'Enter') {
      // Until a move has settled, the focus is still on the tile before, whose link Enter would follow.
      if (this.#active === null || this.#active === this.#focused) return
      event.preventDefault()
      this.#grid.open(this.#active)
      return
    }
    const index = moveInGrid(event, this.activeIndex, this.#grid.shape)
    if (index === null) return
    event.preventDefault()
    const [from, to] = [this.#grid.images[this.activeIndex], this.#grid.images[index]]
    if (event.shiftKey && from !== undefined && to !== undefined) this.#grid.extend(from, to)
    void this.moveTo(index)
  }

  async moveTo(index: number): Promise<void> {
    const image = this.#grid.images[index]
    if (image === undefined) return
    this.#active = image
    const tile = await this.#grid.reveal(index)
    // Keys that came meanwhile have led further.
    if (this.#active === image) tile?.focus({ preventScroll: true })
  }

  #indexOf(image: number): number {
    return Math.max(0, this.#grid.images.indexOf(image))
  }
}
