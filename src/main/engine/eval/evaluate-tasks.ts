import type { Geometry } from '../../../shared/recipe.ts'
import type { PendingImage, Prediction, Skip } from '../db/index.ts'
import type { SessionOptions } from '../runtime/index.ts'
import type { WrappedFile } from './model-tasks.ts'

export interface BatchResult {
  predictions: Prediction[]
  skips: Skip[]
  /** Time spent on reading, decoding, resizing and cropping, and the images it was spent on; skips count in neither. */
  decodeMs: number
  decoded: number
}

// A type, not an interface, so that it counts as a record of tasks.
export type EvaluateTasks = {
  /** To be given first, once. */
  load: { input: { model: WrappedFile; geometry: Geometry; batch: number; session: SessionOptions }; output: null }
  /** Runs the session alone on resident noise; answers each repetition's latency in milliseconds. */
  timeSession: { input: { warmUp: number; repetitions: number; maxMs: number }; output: number[] }
  /** At most a batch of images, as paths relative to `root`. */
  evaluate: { input: { root: string; images: PendingImage[] }; output: BatchResult }
}
