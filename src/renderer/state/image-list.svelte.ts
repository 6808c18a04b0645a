import { SvelteMap } from 'svelte/reactivity'
import { wordError } from '../lib/word-remedy.ts'
import { Followed } from './followed.svelte.ts'
import { Selection } from './selection.svelte.ts'

/** Rows that are asked for at once, and rows that are kept: a screen holds some fifty. */
const ROWS_AT_ONCE = 200
const ROWS_KEPT = 5000

export interface Neighbours {
  /** Counted from 1; null where the image is not in the list. */
  position: number | null
  previous: number | null
  next: number | null
}

/** An image whose row is at the top of the view, and how much of that row is scrolled past, in pixels. */
export interface Anchor {
  image: number
  offset: number
}

/** What every row of a list has. */
export interface ListedImage {
  image: number
  path: string
}

interface Source<Row> {
  ids: () => Promise<readonly number[]>
  /** The rows of these images, as far as there are any. */
  rows: (images: number[]) => Promise<readonly Row[]>
}

/** Images of a run in an order of their own, and where the person is among them. */
export class ImageList<Row extends ListedImage> {
  readonly ids: Followed<readonly number[]>
  /** Why rows could not be fetched. */
  failure = $state<string | null>(null)
  /** The image that is or was just looked at by itself: the grid opens with the focus on it. */
  current: number | null = null
  /** Where the grid was scrolled to. */
  anchor: Anchor | null = null

  /** What is chosen of it, also while an image is looked at by itself. */
  readonly selection = new Selection()

  readonly #load: Source<Row>['rows']
  readonly #rows = new SvelteMap<number, Row>()
  #wanted: readonly number[] = []
  #asking = false

  constructor({ ids, rows }: Source<Row>) {
    this.ids = new Followed(ids)
    this.#load = rows
  }

  /** Undefined until it has been fetched: see {@link want}. */
  row(image: number): Row | undefined {
    return this.#rows.get(image)
  }

  /** Has the rows of these images fetched. Only the last wish counts: what was scrolled past is not asked for. */
  want(images: readonly number[]): void {
    this.#wanted = images
    if (!this.#asking) void this.#fetchWanted()
  }

  /** Asks once more for what could not be fetched, as after another engine has started. */
  renew(): void {
    this.ids.renew()
    this.failure = null
    // A wish of its own: one that is still on its way to an engine that died will fail.
    this.want([...this.#wanted])
  }

  neighbours(image: number): Neighbours {
    const images = this.ids.value ?? []
    const index = images.indexOf(image)
    if (index === -1) return { position: null, previous: null, next: null }
    return { position: index + 1, previous: images[index - 1] ?? null, next: images[index + 1] ?? null }
  }

  async #fetchWanted(): Promise<void> {
    this.#asking = true
    let wish: readonly number[]
    let more: boolean
    do {
      wish = this.#wanted
      more = await this.#fetch(wish)
    } while (more || wish !== this.#wanted)
    this.#asking = false
  }

  /** @returns whether rows have come: there may be more of them */
  async #fetch(wish: readonly number[]): Promise<boolean> {
    const images = wish.filter((image) => !this.#rows.has(image)).slice(0, ROWS_AT_ONCE)
    try {
      const rows = images.length > 0 ? await this.#load(images) : []
      for (const row of rows) this.#rows.set(row.image, row)
      this.#forgetOldest()
      this.failure = null
      return rows.length > 0
    } catch (error) {
      this.failure = wordError(error)
      return false
    }
  }

  #forgetOldest(): void {
    for (const image of this.#rows.keys()) {
      if (this.#rows.size <= ROWS_KEPT) return
      if (!this.#wanted.includes(image)) this.#rows.delete(image)
    }
  }
}
