import type { ModelDescription } from '../../../shared/model.ts'
import type { Layout, Recipe } from '../../../shared/recipe.ts'
import type { MeanImage, ModelSource, Wanted, WrapOptions } from '../model/index.ts'
import type { Check } from './differ.ts'
import type { NetworkMeasurement } from './probe-network.ts'

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
  /** A Caffe network is described as it is for images of `crop`, or of the size that it states. */
  describe: { input: { source: ModelSource; crop: number | undefined }; output: ModelDescription }
  /** Reads a mean.binaryproto. */
  mean: { input: { file: string }; output: MeanImage & { sha256: string } }
  /** Chooses the output that is the network's answer, and runs it, to learn what its file does not say. */
  probe: {
    input: { source: ModelSource; recipe: Recipe; layout: Layout | undefined; wanted: Wanted }
    output: { description: ModelDescription; measurement: NetworkMeasurement }
  }
  /** How far its scores are from answers that were computed elsewhere: see {@link differ}. */
  differ: { input: { file: string; checks: readonly Check[] }; output: number }
  /** Wraps the model into `target`, or takes it from the folder `kept`; refuses files of another content. */
  wrap: {
    input: { source: ModelSource; sha256: string; output: string; kept: string; target: string; options: WrapOptions }
    output: WrappedFile
  }
}
