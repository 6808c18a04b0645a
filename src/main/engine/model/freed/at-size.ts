import type { Layout } from '../../../../shared/recipe.ts'
import type { LoadedModel } from '../classifier.ts'
import { freeName, graft } from '../graft.ts'
import { nodesFor } from '../node-list.ts'
import { DataType } from '../onnx/proto.ts'
import { type Chunks, encodeValueInfo } from '../onnx/write.ts'
import { prefixedRows } from '../prefixed-rows.ts'
import { addPreprocessing, type InputRecipe } from '../preprocessing.ts'
import { prune } from '../prune.ts'

/** What tensors are at one size of the images: their shapes, and the numbers of those that were asked for. */
export interface AtSize {
  shapes: ReadonlyMap<string, readonly number[]>
  values: ReadonlyMap<string, readonly number[]>
}

/** Which tensors are to be told about. */
export interface Question {
  shapes: readonly string[]
  /** Those of whose numbers are wanted: small ones, as they say where and how much. */
  values: readonly string[]
}

/** A part of a model that tells of its tensors: run it on any one batch of images. */
export interface Teller {
  chunks: Chunks
  /** Name of the input: uint8 RGB, [batch, side, side, 3]. */
  pixels: string
  /** Name of the only output: float64, for {@link AtSize}. */
  told: string
  /** Makes sense of it. */
  read: (told: Float64Array) => AtSize
}

/**
 * What of a network leads to some of its tensors, telling their shapes and numbers.
 * @param side of the images in pixels
 * @param batch images at a time
 */
export function teller(
  model: LoadedModel,
  { side, layout, batch }: { side: number; layout: Layout; batch: number },
  { shapes, values }: Question,
): Teller {
  const graph = prune(model.onnx.graph, ...shapes, ...values)
  const pixels = freeName(model, 'pixels')
  const told = freeName(model, 'told')
  const before = nodesFor(model, 'before')
  const recipe: InputRecipe = { crop: side, channels: 'RGB', mean: [0, 0, 0], std: [255, 255, 255], scale: 1 }
  addPreprocessing(before, pixels, model, recipe, layout)
  const after = nodesFor(model, 'after')
  // One vector of length, numbers, length, numbers, …
  const part = (numbers: string) =>
    [after.add('Shape', [numbers]), numbers].map((name) => after.add('Cast', [name], { to: DataType.float64 }))
  const flat = values.length === 0 ? '' : after.int64s(-1)
  const parts = [
    ...shapes.flatMap((name) => part(after.add('Shape', [name]))),
    ...values.flatMap((name) => part(after.add('Reshape', [name, flat]))),
  ]
  after.add('Concat', parts, { axis: 0 }, told)
  const chunks = graft(
    { ...model, onnx: { ...model.onnx, graph } },
    {
      before: before.fields,
      after: after.fields,
      input: encodeValueInfo(pixels, 'uint8', [batch, side, side, 3]),
      outputs: [encodeValueInfo(told, 'float64')],
    },
  )
  const read = (numbers: Float64Array): AtSize => {
    const rows = prefixedRows(numbers)
    const named = (names: readonly string[], from: number) =>
      new Map(names.map((name, i) => [name, rows[from + i] ?? []] as const))
    return { shapes: named(shapes, 0), values: named(values, shapes.length) }
  }
  return { chunks, pixels, told, read }
}
