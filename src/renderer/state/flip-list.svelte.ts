import type { FlipRow } from '../../shared/flips.ts'
import { shownRun, swapped, type FlipsAddress } from '../lib/flips.ts'
import type { Connection } from './connection.svelte.ts'
import { ImageList } from './image-list.svelte.ts'

/**
 * The images of one cell of two runs, by their rows in the run that is wrong: that is the one whose page of an image is
 * opened. Its answers are the first run's and the second's as the address names them.
 */
export class FlipList extends ImageList<FlipRow> {
  readonly address: FlipsAddress
  /** The run that the images are rows of. */
  readonly run: number
  readonly other: number

  constructor(connection: Pick<Connection, 'call'>, address: FlipsAddress) {
    const { run, other } = shownRun(address)
    const isFirst = run === address.first
    const asked = isFirst ? address : swapped(address)
    const pair = { first: asked.first, second: asked.second }
    super({
      ids: async () => (await connection.call('results.flipImages', asked)).images,
      rows: async (images) => {
        const rows = await connection.call('results.flipRows', { ...pair, images })
        return isFirst ? rows : rows.map((row) => ({ ...row, first: row.second, second: row.first }))
      },
    })
    this.address = address
    this.run = run
    this.other = other
  }
}
