import { SeenState, type NeedyImages, type Seen } from '../../shared/critical.ts'
import type { ResultRow } from '../../shared/results.ts'
import { tellingSize } from '../lib/critical-size.ts'
import { seenImageRoute, type Route } from '../lib/route.ts'
import type { SeenAddress } from '../lib/seen-address.ts'
import type { Connection } from './connection.svelte.ts'
import { ImageList } from './image-list.svelte.ts'

/** An image as the smallest run of the line answered it, and what it needs to be seen. */
export interface SeenRow extends ResultRow {
  seen: Seen
}

/** The images of one model of a sweep that are in some groups, or all. */
export class SeenList extends ImageList<SeenRow> {
  readonly address: SeenAddress
  readonly #needs: Needs

  constructor(connection: Pick<Connection, 'call'>, address: SeenAddress) {
    const needs = new Needs()
    super({
      ids: async () =>
        needs.learn(await connection.call('sweeps.seenImages', { ...address, groups: [...address.groups] })),
      rows: async (images) => {
        const [run] = needs.known.runs
        const rows = run === undefined ? [] : await connection.call('results.rows', { run, images })
        return rows.flatMap((row) => {
          const seen = needs.of(row.image)
          return seen ? { ...row, seen } : []
        })
      },
    })
    this.address = address
    this.#needs = needs
  }

  /** What the sizes of the line are called, the smallest first; none before they are known. */
  get sizes(): readonly string[] {
    return this.#needs.known.sizes
  }

  /** The run that the rows are of: that of the smallest size. */
  get smallestRun(): number | undefined {
    return this.#needs.known.runs[0]
  }

  /** Where an image of the list is shown by itself: in the run that tells what it needs. Its page has all sizes beside. */
  routeOf(image: number): Route {
    const seen = this.#needs.of(image) ?? { state: 'never', from: null }
    return seenImageRoute(this.#needs.known.runs[tellingSize(seen)] ?? 0, image, this.address)
  }
}

/** What is known of the images of a list: another answer as the sweep goes on. */
class Needs {
  known = $state.raw<NeedyImages>({
    runs: [],
    sizes: [],
    images: new Int32Array(0),
    states: new Int8Array(0),
    from: new Int16Array(0),
  })
  /** Of each image, its place. Not derived: what is, ends with the view that the list was first made for. */
  #places: ReadonlyMap<number, number> = new Map()

  learn(known: NeedyImages): readonly number[] {
    const images = Array.from(known.images)
    this.#places = new Map(images.map((image, at) => [image, at]))
    this.known = known
    return images
  }

  of(image: number): Seen | undefined {
    const { states, from } = this.known
    const at = this.#places.get(image) ?? -1
    const state = SeenState.options[states[at] ?? -1]
    const size = from[at] ?? -1
    return state && { state, from: size === -1 ? null : size }
  }
}
