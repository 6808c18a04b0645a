import type { WrappedFile } from '../eval/index.ts'
import type { SessionOptions } from '../runtime/index.ts'

// A type, not an interface, so that it counts as a record of tasks.
export type SessionTasks = {
  /** Makes a network resident, with as many images of noise; answers its number. */
  load: { input: { network: WrappedFile; crop: number; images: number; session: SessionOptions }; output: number }
  /** Runs a resident network once on a batch; answers the milliseconds that took. */
  time: { input: { network: number; batch: number }; output: number }
}
