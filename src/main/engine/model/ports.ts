import { AcuityError } from '../../../shared/errors.ts'
import type { ElemType } from '../../../shared/model.ts'
import type { Layout } from '../../../shared/recipe.ts'
import { DataType, dataTypeName } from './onnx/proto.ts'
import type { Graph, ValueInfo } from './onnx/read.ts'

/** A null dimension is open. */
export type Dims = (number | null)[]

export interface ImageInput {
  name: string
  elemType: ElemType
  dims: Dims
}

/** Where each layout keeps its dimensions in a batch of images. */
export const axes: Record<Layout, { channels: number; height: number; width: number }> = {
  NCHW: { channels: 1, height: 2, width: 3 },
  NHWC: { channels: 3, height: 1, width: 2 },
}

/** The floating-point types that images and scores come in. */
export const floatTypes = new Map<number | undefined, ElemType>([
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
    new AcuityError('model-invalid', `${file}: ${problem} (inputs: ${describePorts(inputs)}). ${advice}`)

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

/** A graph's inputs or outputs for people: name, type and shape of each. */
export function describePorts(values: ValueInfo[]): string {
  const named = values.slice(0, 8).map(({ name, elemType, dims }) => {
    const type = elemType === undefined ? 'no tensor' : dataTypeName(elemType)
    const shape = dims ? `[${dims.map((dim) => dim ?? '?').join(', ')}]` : 'of unstated shape'
    return `${JSON.stringify(name.slice(0, 80))} ${type} ${shape}`
  })
  if (values.length > named.length) named.push(`${values.length - named.length} more`)
  return named.join('; ') || 'none'
}
