import type { FlipRow } from '../../shared/flips.ts'
import { shownRun, swapped, type FlipsPlace } from '../lib/flips.ts'
import type { Connection } from './connection.svelte.ts'
import { ImageList } from './image-list.svelte.ts'

/**
 * The images of one cell of two runs, by their rows in the run that is wrong: that is the one whose page of an image is
 * opened. Its answers are the first run's and the second's as the place names them.
 */
export class FlipList extends ImageList<FlipRow> {
  readonly place: FlipsPlace
  /** The run that the images are rows of. */
  readonly run: number
  readonly other: number

  constructor(connection: Pick<Connection, 'call'>, place: FlipsPlace) {
    const { run, other } = shownRun(place)
    const isFirst = run === place.first
    const asked = isFirst ? place : swapped(place)
    const pair = { first: asked.first, second: asked.second }
    super({
      ids: async () => (await connection.call('results.flipImages', asked)).images,
      rows: async (images) => {
        const rows = await connection.call('results.flipRows', { ...pair, images })
        return isFirst ? rows : rows.map((row) => ({ ...row, first: row.second, second: row.first }))
      },
    })
    this.place = place
    this.run = run
    this.other = other
  }
}
