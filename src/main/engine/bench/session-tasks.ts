import type { WrappedFile } from '../eval/index.ts'
import type { ProductSize } from '../model/index.ts'
import type { SessionOptions } from '../runtime/index.ts'

// A type, not an interface, so that it counts as a record of tasks.
export type SessionTasks = {
  /** Makes a network resident; answers its number. */
  load: { input: { network: WrappedFile; crop: number; session: SessionOptions }; output: number }
  /** Makes matrix products resident, as a network that takes one image a batch; answers what a run multiplies, too. */
  loadProduct: { input: { size: ProductSize; session: SessionOptions }; output: { number: number; macs: number } }
  /** Runs a resident network once on a batch of noise; answers the milliseconds that took. */
  time: { input: { network: number; batch: number }; output: number }
}
