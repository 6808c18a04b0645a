import { AcuityError } from '../../../shared/errors.ts'
import type { ModelDescription } from '../../../shared/model.ts'
import { MAX_SIDE } from '../../../shared/recipe.ts'
import { MAX_BATCH } from '../../../shared/run.ts'
import { chooseHead } from './choose-head.ts'
import type { ExternalData } from './external-data.ts'
import { findHeads, type Head } from './heads.ts'
import { channelAxis } from './first-nodes.ts'
import type { Graph, OnnxModel } from './onnx/read.ts'
import { kindOf, originOf } from './output-kind.ts'
import { countParams } from './params.ts'
import { axes, detectLayout, findImageInput, refuseSeveral, usedInputs, type ImageInput } from './ports.ts'
import { dependencies, prune } from './prune.ts'

/** The oldest operator set whose arithmetic broadcasts as today's does, and that ONNX Runtime vouches for. */
const OLDEST_OPSET = 7

/** A model in memory, read but not decoded: weights are views of its files. The graph is what the scores depend on. */
export interface LoadedModel {
  file: string
  description: ModelDescription
  onnx: OnnxModel
  external: ExternalData
  /** The outputs that it may be taken to answer with; `description` and `onnx` are for one of them. */
  heads: readonly Head[]
  /** The same model, answering with another of its heads. */
  take: (head: string) => LoadedModel
}

/** A graph that classifies images, and what it says about itself. */
export interface Classifier {
  onnx: OnnxModel
  description: Omit<ModelDescription, 'bytes' | 'sha256' | 'caffe' | 'normalisation'>
  heads: readonly Head[]
  take: (head: string) => Classifier
}

/**
 * Finds the ends of a classifier in a graph, and leaves out what its scores do not depend on. Of several outputs it takes
 * the one that is most likely the network's own, as far as that is to be told without a dataset.
 * @param file for messages
 * @throws AcuityError `model-invalid` where it is no image classifier that Acuity can run
 */
export function asClassifier(file: string, whole: OnnxModel): Classifier {
  const { opset, irVersion, producer } = whole
  if (opset === undefined || opset < OLDEST_OPSET)
    throw new AcuityError(
      'model-invalid',
      `${file} uses ${opset === undefined ? 'no version' : `version ${opset}`} of the ONNX operator set; ` +
        `${OLDEST_OPSET} or later is needed. Convert it with onnx.version_converter.`,
    )
  const input = findImageInput(file, whole.graph)
  const heads = ofImagesAlone(file, whole.graph, { input, heads: findHeads(file, whole.graph, input) })
  const layout = detectLayout(input.dims, channelAxis(whole.graph, input.name))
  const height = input.dims[axes[layout.layout].height] ?? null
  const width = input.dims[axes[layout.layout].width] ?? null
  const batch = input.dims[0] ?? null
  refuseUnfit(file, { height, width, batch })
  const stated = {
    inputName: input.name,
    elemType: input.elemType,
    ...layout,
    height,
    width,
    batch,
    opset,
    irVersion,
    producer,
    scoresOutputs: heads.map(({ name, outputs }) => ({ name, outputs })),
  }
  const take = (head: Head): Classifier => {
    const { name, outputs } = head
    const graph = prune(whole.graph, name)
    const outputKind = kindOf(originOf(graph, input.name, name))
    const description = { outputName: name, outputs, outputKind, params: countParams(graph) }
    return {
      onnx: { ...whole, graph },
      description: { ...stated, ...description },
      heads,
      take: (other) => take(chooseHead(file, heads, { output: other }).head),
    }
  }
  return take(chooseHead(file, heads, {}).head)
}

/** The heads that depend on no other input than the images: losses, for one, want the label as well. */
function ofImagesAlone(file: string, graph: Graph, { input, heads }: { input: ImageInput; heads: Head[] }): Head[] {
  const others = usedInputs(graph).filter(({ name }) => name !== input.name)
  const own = heads.filter((head) => {
    const { needed } = dependencies(graph, [head.name])
    return !others.some(({ name }) => needed.has(name))
  })
  if (own.length === 0) throw refuseSeveral(file, usedInputs(graph))
  return own
}

function refuseUnfit(
  file: string,
  { height, width, batch }: Pick<ModelDescription, 'height' | 'width' | 'batch'>,
): void {
  if (batch !== null && batch > MAX_BATCH)
    throw new AcuityError(
      'model-invalid',
      `${file} takes exactly ${batch} images at a time, more than the limit of ${MAX_BATCH}. ` +
        'Export the model with a dynamic or smaller batch.',
    )
  if (Math.max(height ?? 0, width ?? 0) > MAX_SIDE)
    throw new AcuityError(
      'model-invalid',
      `${file} takes images of ${width ?? 'any'}×${height ?? 'any'} pixels, more than the limit of ${MAX_SIDE} a side. ` +
        'Export the model with a dynamic or smaller input size.',
    )
  if (height !== null && width !== null && height !== width)
    throw new AcuityError(
      'model-invalid',
      `${file} takes images of ${width}×${height} pixels. Acuity crops squares: export the model with a square input.`,
    )
}
