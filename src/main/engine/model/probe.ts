import { AcuityError } from '../../../shared/errors.ts'
import type { Layout } from '../../../shared/recipe.ts'
import { freeName, graft } from './graft.ts'
import type { LoadedModel } from './classifier.ts'
import { type Product, productsOf } from './macs.ts'
import { nodesFor } from './node-list.ts'
import { DataType } from './onnx/proto.ts'
import { type Chunks, encodeValueInfo } from './onnx/write.ts'
import { prefixedRows } from './prefixed-rows.ts'
import { toSingle } from './single.ts'
import { addPreprocessing, checkImageShape, type InputRecipe } from './preprocessing.ts'

/** A model made to tell about itself what the file does not say: run it on images like the real ones. */
export interface ProbeModel {
  /** The ONNX file, in pieces. */
  chunks: Chunks
  /** Name of the input: uint8 RGB, [batch, crop, crop, 3]. */
  pixels: string
  /** Name of an output: the network's own scores in float32. */
  scores: string
  /** Name of an output: int32, for {@link measure}. */
  shapes: string
  /** The nodes whose shapes are told; null where multiply-adds cannot be known. */
  products: Product[] | null
}

/** What one run of a {@link ProbeModel} gives. */
export interface ProbeResult {
  /** Images of the run. */
  batch: number
  scores: Float32Array
  shapes: Int32Array
}

/** What one run of a {@link ProbeModel} tells. */
export interface Measurement {
  /** Scores per image. */
  outputs: number
  /** Multiply-adds of convolutions and matrix products for one image; null where unknowable. */
  macs: number | null
}

/**
 * A copy of the model that tells its scores, and the shapes of whatever enters and leaves its multiply-adds.
 * @throws AcuityError `recipe-invalid` where the model cannot take the crop or layout
 */
export function probeModel(
  loaded: LoadedModel,
  { recipe, layout }: { recipe: InputRecipe; layout: Layout },
): ProbeModel {
  const model = toSingle(loaded)
  checkImageShape(model, recipe.crop, layout)
  const pixels = freeName(model, 'pixels')
  const scores = freeName(model, 'scores')
  const shapes = freeName(model, 'shapes')
  const products = productsOf(model.onnx.graph)
  const { outputName, batch } = model.description

  const before = nodesFor(model, 'before')
  addPreprocessing(before, pixels, model, recipe, layout)
  const after = nodesFor(model, 'after')
  after.add('Cast', [outputName], { to: DataType.float32 }, scores)
  const tensors = [outputName, ...(products ?? []).flatMap(({ data, weight, output }) => [data, weight, output])]
  // One vector of rank, dimensions, rank, dimensions, …: the shape of a shape is the rank.
  const parts = tensors.flatMap((tensor) => {
    const shape = after.add('Shape', [tensor])
    return [after.add('Shape', [shape]), shape]
  })
  after.add('Cast', [after.add('Concat', parts, { axis: 0 })], { to: DataType.int32 }, shapes)

  const chunks = graft(model, {
    before: before.fields,
    after: after.fields,
    input: encodeValueInfo(pixels, 'uint8', [batch ?? 'batch', recipe.crop, recipe.crop, 3]),
    outputs: [encodeValueInfo(scores, 'float32'), encodeValueInfo(shapes, 'int32')],
  })
  return { chunks, pixels, scores, shapes, products }
}

/**
 * Makes sense of what one run of the probe gave.
 * @throws AcuityError `model-invalid` where the output is not one score per class
 */
export function measure(
  model: LoadedModel,
  { products }: ProbeModel,
  { batch, scores, shapes }: ProbeResult,
): Measurement {
  const [shape = [], ...rest] = prefixedRows(shapes)
  if (!holdsOneRowPerImage(shape, batch))
    throw new AcuityError(
      'model-invalid',
      `${model.file}: ${batch} images gave scores of shape [${shape.join(', ')}], where [${batch}, n] or ` +
        `[${batch}, n, 1, 1] is needed: it has to be a classifier, at the crop that it was made for.`,
      { remedies: [{ do: 'state', option: 'crop' }] },
    )
  return { outputs: scores.length / batch, macs: products && countMacs(products, rest) / batch }
}

/** [batch, n] and the like, or [n] of a single image. */
function holdsOneRowPerImage(shape: number[], batch: number): boolean {
  const [first, ...perImage] = shape
  if (shape.length === 1) return batch === 1
  return first === batch && perImage.filter((dim) => dim !== 1).length <= 1
}

function countMacs(products: Product[], shapes: number[][]): number {
  return products.reduce((sum, { macs }, i) => {
    const [data = [], weight = [], output = []] = shapes.slice(3 * i, 3 * i + 3)
    return sum + macs(data, weight, output)
  }, 0)
}
