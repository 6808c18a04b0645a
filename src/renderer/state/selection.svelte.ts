import { SvelteSet } from 'svelte/reactivity'

const NONE: ReadonlySet<number> = new SvelteSet()

/** The images of a list that a person has chosen, to do something with all of them. */
export class Selection {
  /** Replaced with each change: a tile asks whether it is in it, and there are fifty thousand images. */
  #chosen = $state.raw(NONE)
  /** Where a range begins. */
  #anchor: number | null = null
  /** What was chosen before the range that is still being drawn. */
  #before = NONE

  get size(): number {
    return this.#chosen.size
  }

  has(image: number): boolean {
    return this.#chosen.has(image)
  }

  /** Those that the list still has, in its order. */
  among(images: readonly number[]): number[] {
    return this.#chosen.size === 0 ? [] : images.filter((image) => this.#chosen.has(image))
  }

  /** Chooses the image, or lets go of it. */
  toggle(image: number): void {
    const chosen = new SvelteSet(this.#chosen)
    if (!chosen.delete(image)) chosen.add(image)
    this.#settle(chosen, image)
  }

  /**
   * Chooses all images of a list from where the range began to this one; what was chosen before that, stays.
   * @param from where it begins, where nothing says so
   */
  extendTo(image: number, images: readonly number[], from = image): void {
    const anchor = this.#anchor !== null && images.includes(this.#anchor) ? this.#anchor : from
    this.#anchor = anchor
    const [one, other] = [images.indexOf(anchor), images.indexOf(image)]
    this.spread(images.slice(Math.min(one, other), Math.max(one, other) + 1))
  }

  /**
   * Begins what is drawn with the pointer.
   * @param adding whether what is chosen stays
   */
  begin(adding: boolean): void {
    this.#before = adding ? this.#chosen : NONE
  }

  /** Chooses these beside what was chosen before, in place of what was drawn so far. */
  spread(images: readonly number[]): void {
    this.#chosen = new SvelteSet([...this.#before, ...images])
  }

  /** What was drawn is as good as what was chosen one by one. */
  end(): void {
    this.#before = this.#chosen
  }

  all(images: readonly number[]): void {
    this.#settle(new SvelteSet(images), null)
  }

  clear(): void {
    this.#settle(NONE, null)
  }

  #settle(chosen: ReadonlySet<number>, anchor: number | null): void {
    this.#chosen = this.#before = chosen
    this.#anchor = anchor
  }
}
