import type { ModelDescription } from '../../../shared/model.ts'
import type { Layout, Recipe } from '../../../shared/recipe.ts'
import type { Measurement, WrapOptions } from '../model/index.ts'

/** A wrapped model on disk, and how to talk to it. */
export interface WrappedFile {
  file: string
  k: number
  batch: number | 'dynamic'
  pixels: string
  topProbabilities: string
  topClasses: string
}

// A type, not an interface, so that it counts as a record of tasks.
export type ModelTasks = {
  describe: { input: { file: string }; output: ModelDescription }
  /** Runs the network once, to learn what its file does not say. */
  probe: {
    input: { file: string; recipe: Recipe; layout: Layout | undefined }
    output: { description: ModelDescription; measurement: Measurement }
  }
  /** Wraps the model into `folder`, unless the same wrapping lies there already; refuses a file of another content. */
  wrap: { input: { file: string; sha256: string; folder: string; options: WrapOptions }; output: WrappedFile }
}
