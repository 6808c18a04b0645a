import type { Remedy } from '../../../../shared/remedy.ts'
import type { NodeList } from '../node-list.ts'
import type { Layer } from './net.ts'
import { invalid } from './prototxt/location.ts'
import type { TextMessage } from './prototxt/text-message.ts'
import type { Weights } from './weights.ts'

/** The size of one image's share of a value: the batch, which comes first, is left out. */
export type Dims = readonly number[]

/** A tensor of the graph, by its name. */
export interface Tensor {
  name: string
  dims: Dims
}

/** Multiply-adds for one image. */
export interface Macs {
  convolutions: number
  innerProducts: number
}

/** What a layer is translated with. */
export interface LayerContext {
  layer: Layer
  inputs: readonly Tensor[]
  /** Names for what the layer gives; one that only passes on may leave them unused. */
  outputs: readonly string[]
  nodes: NodeList
  weights: Weights
  /** Makes a blob part of the graph under the shape that ONNX wants it in, and answers its name. */
  weight: (bytes: Uint8Array, index: number, dims: readonly number[]) => string
  count: (macs: Partial<Macs>) => void
}

/**
 * Adds a layer's nodes to the graph.
 * @returns what the layer gives, one for each of its tops
 * @throws AcuityError `model-invalid` with the line of what cannot be translated
 */
export type Translate = (context: LayerContext) => readonly Tensor[]

/** What is wrong with a layer. */
export function layerError({ name, type, location }: Layer, problem: string, remedies?: readonly Remedy[]) {
  return invalid(location, `layer ${JSON.stringify(name)} (${type}) ${problem}`, remedies)
}

/**
 * The parameters of a layer's type, such as `convolution_param`.
 * @param known the fields that are understood, or do not matter once a network is trained
 */
export function parameters({ layer }: LayerContext, field: string, known: readonly string[]): TextMessage {
  const message = layer.message.message(field)
  message.allowOnly(new Set(known))
  return message
}

/** The one value that a layer takes. */
export function soleInput({ layer, inputs }: LayerContext): Tensor {
  const [input] = inputs
  if (!input || inputs.length > 1) throw layerError(layer, `takes ${inputs.length} blobs (bottom) where it needs one.`)
  return input
}

/** The name for the one value that a layer gives. */
export function soleOutput({ layer, outputs }: LayerContext): string {
  const [output] = outputs
  if (output === undefined || outputs.length > 1)
    throw layerError(layer, `gives ${outputs.length} blobs (top) where one is supported.`)
  return output
}

/**
 * An axis as a layer states it, the batch included, as a position in {@link Dims}.
 * @param axis may be negative, counted from the end
 */
export function imageAxis({ layer }: LayerContext, axis: number, dims: Dims): number {
  const position = (axis < 0 ? axis + dims.length + 1 : axis) - 1
  if (position === -1) throw layerError(layer, 'works along axis 0, which is the batch: each image is on its own.')
  if (position < 0 || position >= dims.length)
    throw layerError(layer, `names axis ${axis} of a blob of ${dims.length + 1} axes.`)
  return position
}

/** Height and width of an image's channels. */
export function spatialSize({ layer }: LayerContext, dims: Dims): { channels: number; height: number; width: number } {
  const [channels, height, width] = dims
  if (channels === undefined || height === undefined || width === undefined || dims.length !== 3)
    throw layerError(layer, `needs a blob of channels, height and width, and gets [${['batch', ...dims].join(', ')}].`)
  return { channels, height, width }
}
