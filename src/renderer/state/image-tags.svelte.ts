import { SvelteMap } from 'svelte/reactivity'
import type { Connection } from './connection.svelte.ts'

/** As many as the engine hands over at once. */
const AT_ONCE = 1000
const MOST_KNOWN = 10_000
const NONE: readonly string[] = []

/** The tags of the images that are in view. */
export class ImageTags {
  /** Of those that were asked for, also where they have none. */
  readonly #known = new SvelteMap<number, readonly string[]>()
  readonly #connection: Pick<Connection, 'call'>
  #wanted: readonly number[] = []
  #asking = false
  #isStale = false

  constructor(connection: Pick<Connection, 'call'>) {
    this.#connection = connection
  }

  /** None as well until they are known: see {@link want}. */
  of(image: number): readonly string[] {
    return this.#known.get(image) ?? NONE
  }

  /** Whether all of some images have a tag, as far as is known. */
  allHave(images: readonly number[], tag: string): boolean {
    return images.length > 0 && images.every((image) => this.of(image).includes(tag))
  }

  /** Has the tags of these fetched, of a thousand at most. */
  want(images: readonly number[]): void {
    this.#wanted = images.slice(0, AT_ONCE)
    if (!this.#asking) void this.#fetch()
  }

  /** Asks once more, as tags have changed. What is known is shown meanwhile. */
  renew(): void {
    this.#isStale = true
    if (!this.#asking) void this.#fetch()
  }

  async #fetch(): Promise<void> {
    this.#asking = true
    try {
      for (let missing = this.#missing(); missing.length > 0; missing = this.#missing()) {
        const isFresh = this.#isStale || this.#known.size > MOST_KNOWN
        this.#isStale = false
        const tagged = await this.#connection.call('annotations.tagsOf', { images: missing })
        if (isFresh) this.#known.clear()
        for (const image of missing) this.#known.set(image, NONE)
        for (const { image, tags } of tagged) this.#known.set(image, tags)
      }
    } catch {
      this.#isStale = true
      // Badges are left out for now: they are asked for again with the next engine, change or scroll.
    } finally {
      this.#asking = false
    }
  }

  #missing(): number[] {
    return this.#isStale ? [...this.#wanted] : this.#wanted.filter((image) => !this.#known.has(image))
  }
}
