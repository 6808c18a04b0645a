import type { Precision } from '../../../shared/bench.ts'
import type { GraphTrace } from '../../../shared/graph-trace.ts'
import type { WrappedFile } from '../library/index.ts'
import type { ProductSize } from '../model/index.ts'
import type { SessionOptions } from '../runtime/index.ts'

// A type, not an interface, so that it counts as a record of tasks.
export type SessionTasks = {
  /** Makes a network resident; answers its number. */
  load: { input: { network: WrappedFile; crop: number; session: SessionOptions }; output: number }
  /** Makes matrix products resident, as a network that takes one image a batch; answers what a run multiplies, too. */
  loadProduct: {
    input: { size: ProductSize; precision: Precision; session: SessionOptions }
    output: { number: number; macs: number }
  }
  /** Runs a network once, in a session of its own; answers which provider computed each node. */
  trace: { input: { network: WrappedFile; crop: number; batch: number; session: SessionOptions }; output: GraphTrace }
  /** Runs a resident network once on a batch of noise; answers the milliseconds that took. */
  time: { input: { network: number; batch: number }; output: number }
}
