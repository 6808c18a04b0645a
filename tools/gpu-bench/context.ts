import type { Provider } from '../../src/shared/run.ts'
import type { Surroundings } from './child.ts'

/** What every step works with. */
export interface Context extends Surroundings {
  provider: Provider
  /** Measures little of everything: a rehearsal. */
  quick: boolean
}

/** Crops of the founding table's networks, in pixels. */
export const CROPS = [227, 111, 99]

export const batchesOf = ({ quick }: Context) => (quick ? [1, 2] : [1, 2, 4, 8, 16, 32, 64, 128, 256])
