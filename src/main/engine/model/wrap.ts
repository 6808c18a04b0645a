import type { Layout } from '../../../shared/recipe.ts'
import { freeName, graft } from './graft.ts'
import type { LoadedModel } from './classifier.ts'
import { toHalf } from './half/convert.ts'
import { nodesFor } from './node-list.ts'
import { type Chunks, encodeValueInfo } from './onnx/write.ts'
import { addPreprocessing, checkImageShape, type InputRecipe } from './preprocessing.ts'
import { toSingle } from './single.ts'
import { addRanking, rankedOutputs, type ScoresMapping } from './ranking.ts'

export interface WrapOptions extends ScoresMapping {
  recipe: InputRecipe
  layout: Layout
  /** Images per run; a model that states its batch keeps it whatever is asked for. */
  batch: number | 'dynamic'
  /** What the network computes in; normalisation and ranking are in float32 in any case. Default: as the file has it. */
  precision?: 'fp16' | undefined
}

/** A model as the runtime wants it: pixels in, the best classes out. */
export interface WrappedModel {
  /** The ONNX file, in pieces: views of the loaded model and a few new bytes. `fs.writeFile` takes them as they are. */
  chunks: Chunks
  batch: number | 'dynamic'
  /** Classes ranked per image: min(10, outputs that are classes). */
  k: number
  /** Name of the input: uint8 RGB, [batch, crop, crop, 3]. */
  pixels: string
  /** Name of an output: float32 [batch, k], descending. */
  topProbabilities: string
  /** Name of an output: int32 [batch, k], canonical class indices. */
  topClasses: string
}

/**
 * Puts normalisation, softmax and top-k into a model's own graph. Outputs that are no classes are dropped before ranking;
 * probabilities are not renormalised, but for classes that answers are restricted to.
 * @throws AcuityError `recipe-invalid` where the model cannot take the crop or layout, or no output is a class;
 *   `model-invalid` where it does not convert to the precision
 */
export function wrapModel(loaded: LoadedModel, options: WrapOptions): WrappedModel {
  const { recipe, layout } = options
  const single = toSingle(loaded)
  const model = options.precision === 'fp16' ? toHalf(single) : single
  checkImageShape(model, recipe.crop, layout)
  const ranked = rankedOutputs(model.file, options)
  const batch = model.description.batch ?? options.batch
  const pixels = freeName(model, 'pixels')
  const topProbabilities = freeName(model, 'top_probabilities')
  const topClasses = freeName(model, 'top_classes')

  const before = nodesFor(model, 'before')
  addPreprocessing(before, pixels, model, recipe, layout)
  const after = nodesFor(model, 'after')
  addRanking(after, model, { ...options, batch, pixels }, ranked, {
    probabilities: topProbabilities,
    classes: topClasses,
  })

  const batchDim = batch === 'dynamic' ? 'batch' : batch
  const chunks = graft(model, {
    before: before.fields,
    after: after.fields,
    input: encodeValueInfo(pixels, 'uint8', [batchDim, recipe.crop, recipe.crop, 3]),
    outputs: [
      encodeValueInfo(topProbabilities, 'float32', [batchDim, ranked.k]),
      encodeValueInfo(topClasses, 'int32', [batchDim, ranked.k]),
    ],
  })
  return { chunks, batch, k: ranked.k, pixels, topProbabilities, topClasses }
}
