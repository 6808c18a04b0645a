import { gapAt, stepsTo } from './drag-order.ts'

/** An entry of a list that the pointer drags to another position in it. */
export class Drag<Key> {
  readonly #keys: () => readonly Key[]
  readonly #move: (key: Key, steps: number) => unknown
  /** What is dragged, and the gap that it would be dropped into. */
  #held = $state.raw<{ key: Key; gap: number } | null>(null)

  readonly #steps = $derived.by(() => {
    const position = this.#held ? this.#keys().indexOf(this.#held.key) : -1
    // The entry may have left the list while it was dragged.
    return this.#held && position >= 0 ? stepsTo(this.#held.gap, position) : 0
  })

  /** The gap where dropping would change the order; null where it would not. */
  readonly target = $derived(this.#steps === 0 ? null : (this.#held?.gap ?? null))

  /**
   * @param keys what the entries are known by, in their order
   * @param move takes an entry so many positions on, towards the end
   */
  constructor(keys: () => readonly Key[], move: (key: Key, steps: number) => unknown) {
    this.#keys = keys
    this.#move = move
  }

  isHeld(key: Key): boolean {
    return this.#held?.key === key
  }

  grab(key: Key): void {
    this.#held = { key, gap: this.#keys().indexOf(key) }
  }

  /** Keeps up with the pointer, and what is near it in view. */
  follow(y: number, entries: readonly Element[]): void {
    if (!this.#held) return
    const extents = entries.map((entry) => entry.getBoundingClientRect())
    const gap = gapAt(y, extents)
    this.#held = { key: this.#held.key, gap }
    entries[Math.min(gap, entries.length - 1)]?.scrollIntoView({ block: 'nearest' })
  }

  drop(): void {
    if (this.#held && this.#steps !== 0) this.#move(this.#held.key, this.#steps)
    this.cancel()
  }

  cancel(): void {
    this.#held = null
  }

  /** Lets Escape cancel, and do nothing else then. */
  press(event: Pick<KeyboardEvent, 'key' | 'preventDefault' | 'stopPropagation'>): void {
    if (!this.#held || event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    this.cancel()
  }
}
