import { AcuityError } from '../../../shared/errors.ts'
import { ElemType } from '../../../shared/model.ts'
import { Layout } from '../../../shared/recipe.ts'
import { DataType, dataTypeName } from './onnx/proto.ts'
import type { Graph, ValueInfo } from './onnx/read.ts'
import { usedBy } from './prune.ts'

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

/** The floating-point types that scores come in. */
export const floatTypes: ReadonlySet<number | undefined> = new Set([
  ...[DataType.float32, DataType.float16, DataType.float64, DataType.bfloat16],
])

/** The types that images come in, by their numbers in ONNX. */
const imageTypes = new Map<number | undefined, ElemType>(ElemType.options.map((name) => [DataType[name], name]))

/** What to do about an input of another type. */
const typeAdvice: Partial<Record<number, string>> = {
  [DataType.int8]:
    'How pixels become numbers from -128 to 127, the file does not say: export it with an input in float32 or uint8; a ' +
    'quantised model may keep its integers inside (QDQ).',
  [DataType.string]: 'Leave the decoding of the image files out of it.',
}

/**
 * The one input that takes images. Old models list their weights among the inputs: those are none, and neither is what no
 * node uses. Of several that are used, the one in the shape of colour images is taken.
 * @throws AcuityError `model-invalid`
 */
export function findImageInput(file: string, graph: Graph): ImageInput {
  const inputs = usedInputs(graph)
  const ofImages = inputs.filter(({ dims }) => couldBeImages(dims))
  const [input] = ofImages.length === 1 ? ofImages : inputs
  const refuse = (problem: string, advice: string) =>
    new AcuityError('model-invalid', `${file}: ${problem} (inputs: ${describePorts(inputs)}). ${advice}`)

  if (!input) throw refuse('the model has no input', 'Choose an image classifier.')
  if (inputs.length > 1 && ofImages.length !== 1) throw refuseSeveral(file, inputs)
  const elemType = imageTypes.get(input.elemType)
  if (!elemType) {
    const { elemType: type } = input
    const found = type === undefined ? 'no tensor of a stated type' : dataTypeName(type)
    throw refuse(
      `the model wants ${found} where images as floating-point numbers or as whole numbers from 0 to 255 are needed`,
      (type === undefined ? undefined : typeAdvice[type]) ?? 'Export it with an input in float32 or uint8.',
    )
  }
  // Of no stated shape, all of it is open.
  const { dims = [null, null, null, null] } = input
  if (!couldBeImages(dims))
    throw refuse(
      "the model's input is no batch of colour images",
      'It must be of shape [batch, 3, height, width] or [batch, height, width, 3].',
    )
  return { name: input.name, elemType, dims }
}

/** What has to be fed: inputs that are no weights, and that some node or output uses; all of them where none is used. */
export function usedInputs(graph: Graph): ValueInfo[] {
  const inputs = graph.inputs.filter(({ name }) => !graph.initializers.has(name))
  const used = new Set([...graph.nodes.flatMap(usedBy), ...graph.outputs.map(({ name }) => name)])
  const fed = inputs.filter(({ name }) => used.has(name))
  return fed.length > 0 ? fed : inputs
}

export const refuseSeveral = (file: string, inputs: ValueInfo[]) =>
  new AcuityError(
    'model-invalid',
    `${file}: the model has several inputs (inputs: ${describePorts(inputs)}). Export it with the batch of images as its ` +
      'only input, and whatever else it asks for as a constant.',
  )

const couldBeImages = (dims: Dims | undefined) =>
  dims === undefined || (dims.length === 4 && (couldBeChannels(dims[1]) || couldBeChannels(dims[3])))

const couldBeChannels = (dim: number | null | undefined) => dim === 3 || dim === null

/**
 * Which layout a four-dimensional input has, and whether its shape or its graph says so, or it is a guess.
 * @param channelAxis where the graph takes the channels to lie; null where that does not show
 */
export function detectLayout(dims: Dims, channelAxis: number | null): { layout: Layout; layoutDetected: boolean } {
  const [nchw, nhwc] = [dims[axes.NCHW.channels], dims[axes.NHWC.channels]]
  if (nchw === 3 && nhwc !== 3) return { layout: 'NCHW', layoutDetected: true }
  if (nhwc === 3 && nchw !== 3) return { layout: 'NHWC', layoutDetected: true }
  const shown = Layout.options.find((each) => axes[each].channels === channelAxis)
  if (shown && couldBeChannels(dims[axes[shown].channels])) return { layout: shown, layoutDetected: true }
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
