import type { Advice } from '../../../../shared/advice.ts'
import type { Layer } from './net.ts'

/** What a layer learned in training is a list of blobs; this is where they come from. */
export interface Weights {
  /**
   * The numbers of a layer's blob in float32, little-endian: a view of the file where they lie there like that.
   * @param index its index among the layer's blobs
   * @param dims the shape that the layer needs
   * @param hint what may be the matter where the blob is of another shape, which it is given
   * @throws AcuityError `model-invalid` where the blob is missing, or of another shape
   */
  blob(layer: Layer, index: number, dims: readonly number[], hint?: (stored: readonly number[]) => Advice): Uint8Array
  /** The shape in which a blob is stored; undefined where there is none, or where any will do. */
  shape?(layer: Layer, index: number): readonly number[] | undefined
  /**
   * Called when a layer has taken its blobs.
   * @param used how many
   * @throws AcuityError `model-invalid` where there are more: the layer does not compute what it was trained to
   */
  finish?(layer: Layer, used: number): void
}

/** Stands in for weights where only shapes matter: nothing of it may be run. */
export const noWeights: Weights = { blob: () => new Uint8Array(0) }

export const elements = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1)
