import { AcuityError } from '../../../shared/errors.ts'
import type { ElemType } from '../../../shared/model.ts'
import type { Layout } from '../../../shared/recipe.ts'
import { DataType, dataTypeName } from './onnx/proto.ts'
import type { Graph, ValueInfo } from './onnx/read.ts'

type Dims = (number | null)[]

export interface ImageInput {
  name: string
  elemType: ElemType
  dims: Dims
}

export interface ScoresOutput {
  name: string
  /** Scores per image; null where the file leaves it open. */
  outputs: number | null
}

/** Where each layout keeps its dimensions in a batch of images. */
export const axes: Record<Layout, { channels: number; height: number; width: number }> = {
  NCHW: { channels: 1, height: 2, width: 3 },
  NHWC: { channels: 3, height: 1, width: 2 },
}

const floatTypes = new Map<number | undefined, ElemType>([
  [DataType.float32, 'float32'],
  [DataType.float16, 'float16'],
  [DataType.float64, 'float64'],
])

/**
 * The one input that takes images. Old models list their weights among the inputs: those are none.
 * @throws AcuityError `model-invalid`
 */
export function findImageInput(file: string, graph: Graph): ImageInput {
  const inputs = graph.inputs.filter(({ name }) => !graph.initializers.has(name))
  const [input] = inputs
  const refuse = (problem: string, advice: string) =>
    new AcuityError('model-invalid', `${file}: ${problem} (inputs: ${list(inputs)}). ${advice}`)

  if (!input) throw refuse('the model has no input', 'Choose an image classifier.')
  if (inputs.length > 1)
    throw refuse('the model has several inputs', 'Export it with the batch of images as its only input.')
  const elemType = floatTypes.get(input.elemType)
  if (!elemType) {
    const found = input.elemType === undefined ? 'no tensor of a stated type' : dataTypeName(input.elemType)
    throw refuse(
      `the model wants ${found} where images in float32, float16 or float64 are needed`,
      'Export it with a floating-point input; a quantised model may keep its integers inside (QDQ).',
    )
  }
  const { dims } = input
  if (dims?.length !== 4 || !(couldBeChannels(dims[1]) || couldBeChannels(dims[3])))
    throw refuse(
      "the model's input is no batch of colour images",
      'It must be of shape [batch, 3, height, width] or [batch, height, width, 3].',
    )
  return { name: input.name, elemType, dims }
}

const couldBeChannels = (dim: number | null | undefined) => dim === 3 || dim === null

/** Which layout a four-dimensional input has, and whether its shape says so or it is a guess. */
export function detectLayout(dims: Dims): { layout: Layout; layoutDetected: boolean } {
  const nchw = dims[axes.NCHW.channels]
  const nhwc = dims[axes.NHWC.channels]
  if (nchw === 3 && nhwc !== 3) return { layout: 'NCHW', layoutDetected: true }
  if (nhwc === 3 && nchw !== 3) return { layout: 'NHWC', layoutDetected: true }
  return { layout: couldBeChannels(nchw) ? 'NCHW' : 'NHWC', layoutDetected: false }
}

/**
 * The first output that holds one score per class: [batch, n], or [batch, n, 1, 1] and the like. An output of unstated
 * shape is taken where none is better.
 * @throws AcuityError `model-invalid`
 */
export function findScoresOutput(file: string, graph: Graph): ScoresOutput {
  const candidates = graph.outputs.filter(({ elemType }) => floatTypes.has(elemType))
  const fitting = candidates.find(({ dims }) => dims && holdsScores(dims)) ?? candidates.find(({ dims }) => !dims)
  if (!fitting)
    throw new AcuityError(
      'model-invalid',
      `${file}: no output of the model holds one score per class (outputs: ${list(graph.outputs)}). ` +
        'An output of shape [batch, n] or [batch, n, 1, 1] in a floating-point type is needed: choose a classifier.',
    )
  return { name: fitting.name, outputs: fitting.dims ? scoresPerImage(fitting.dims) : null }
}

function holdsScores(dims: Dims): boolean {
  const [, ...perImage] = dims
  if (perImage.filter((dim) => dim !== 1).length <= 1) return perImage.length > 0
  return isMap(perImage)
}

/** [n, height, width] of a fully convolutional network, whose height and width come out as 1 at the right crop. */
const isMap = ([, height, width, ...rest]: Dims) =>
  rest.length === 0 && (height === null || height === 1) && (width === null || width === 1)

function scoresPerImage([, ...perImage]: Dims): number | null {
  const beyondOne = perImage.filter((dim) => dim !== 1)
  if (beyondOne.length === 0) return 1
  return (beyondOne.length > 1 ? perImage[0] : beyondOne[0]) ?? null
}

function list(values: ValueInfo[]): string {
  const named = values.slice(0, 8).map(({ name, elemType, dims }) => {
    const type = elemType === undefined ? 'no tensor' : dataTypeName(elemType)
    const shape = dims ? `[${dims.map((dim) => dim ?? '?').join(', ')}]` : 'of unstated shape'
    return `${JSON.stringify(name.slice(0, 80))} ${type} ${shape}`
  })
  if (values.length > named.length) named.push(`${values.length - named.length} more`)
  return named.join('; ') || 'none'
}
