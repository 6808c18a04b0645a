import type { Precision } from '../../../shared/bench.ts'
import type { ArchitectureSize } from '../../../shared/architecture.ts'
import type { WrappedFile } from '../library/index.ts'

/** A network with weights drawn at random, wrapped and on disk. */
interface UntrainedFile {
  wrapped: WrappedFile
  /** Name of the output that it gives. */
  output: string
  warnings: string[]
  crop: number
  params: number
  /** Multiply-adds for one image. */
  macs: number
  sha256: string
}

// A type, not an interface, so that it counts as a record of tasks.
export type UntrainedTasks = {
  /** Counts what each network learns and computes at each crop; one that it cannot take says so, and fails no other. */
  count: { input: { files: readonly string[]; crops: readonly number[] }; output: ArchitectureSize[][] }
  /** Draws the weights of a prototxt, and writes the wrapped network to `target`; without a crop, for its own size. */
  draw: {
    input: { file: string; crop: number | undefined; output: string | undefined; precision: Precision; target: string }
    output: UntrainedFile
  }
}
