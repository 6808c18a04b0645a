import { slice, gather, split, resize, sameAxes } from './cuts.ts'
import { gemm, matmul } from './products.ts'
import {
  aligned,
  concat,
  expand,
  filled,
  flatten,
  range,
  reshape,
  squeeze,
  tile,
  transpose,
  unsqueeze,
} from './shapes.ts'
import type { AxesRule } from './shapes.ts'
import type { Site } from './site.ts'
import { pad, windows, type Found } from './windows.ts'

/** Operators that compute each number from those at the same place: their inputs line up. */
const ELEMENTWISE = [
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Max', 'Min', 'Sum', 'Mean', 'Where', 'Equal', 'Greater', 'GreaterOrEqual'],
  ...['Less', 'LessOrEqual', 'And', 'Or', 'Not', 'PRelu', 'Mod', 'LayerNormalization', 'com.microsoft:Gelu'],
  ...['com.microsoft:FastGelu', 'com.microsoft:BiasGelu', 'com.microsoft:SkipLayerNormalization'],
]

/** Those that do so with their first input; what else they get is one number, or one for each channel. */
const ON_FIRST = [
  ...['Relu', 'LeakyRelu', 'Elu', 'Selu', 'Celu', 'Sigmoid', 'HardSigmoid', 'HardSwish', 'Mish', 'Gelu', 'Tanh', 'Erf'],
  ...['Softplus', 'Softsign', 'ThresholdedRelu', 'Clip', 'Exp', 'Log', 'Sqrt', 'Reciprocal', 'Neg', 'Abs', 'Sign'],
  ...['Floor', 'Ceil', 'Round', 'Sin', 'Cos', 'Identity', 'Cast', 'CastLike', 'Dropout', 'IsNaN', 'IsInf'],
  ...['Softmax', 'LogSoftmax', 'LRN', 'QuantizeLinear', 'DequantizeLinear', 'DynamicQuantizeLinear'],
  ...['MeanVarianceNormalization', 'LpNormalization', 'com.microsoft:QuickGelu'],
  ...['com.microsoft:QuantizeLinear', 'com.microsoft:DequantizeLinear', 'com.microsoft:QLinearSigmoid'],
  ...['com.microsoft:QLinearLeakyRelu', 'com.microsoft:QLinearSoftmax'],
]

/** Those with weights for each channel, at axis 1. */
const PER_CHANNEL = ['BatchNormalization', 'InstanceNormalization', 'GroupNormalization']

const REDUCING = [
  'ReduceMean',
  'ReduceMax',
  'ReduceMin',
  'ReduceSum',
  'ReduceL2',
  'ReduceL1',
  'ReduceSumSquare',
  'ReduceProd',
]

const perChannel: AxesRule = (site) => {
  const axes = site.axes(site.input(0))
  if (axes[1]) site.fix(site.input(0), 'its weights are for so many channels')
  return axes
}

const globally: AxesRule = (site) => {
  site.need(site.input(0))
  return site.outputDims.map((_, i) => i === 0 && site.axes(site.input(0))[0] === true)
}

const reduce: AxesRule = (site) => {
  site.need(site.input(0))
  const axes = site.axes(site.input(0))
  const listed = site.settings('axes', 1)?.map((axis) => (axis < 0 ? axis + axes.length : axis))
  const gone = new Set(listed?.length ? listed : site.int('noop_with_empty_axes') ? [] : axes.keys())
  const kept = axes.map((isFree, i) => isFree && !gone.has(i))
  return site.int('keepdims') === 0 ? kept.filter((_, i) => !gone.has(i)) : kept
}

const transposedConvolution: AxesRule = (site) => {
  if (site.ints('output_shape')) site.fix(site.input(0), 'the size of what it gives is stated in numbers')
  return perChannel(site)
}

/** Of each operator, by domain and name, what its output's axes follow. What is not here may do anything. */
export function axesRules(found: Found): ReadonlyMap<string, AxesRule> {
  const lined: AxesRule = (site) => aligned(site, site.node.inputs.filter(Boolean))
  const ofQuantised: AxesRule = (site) => aligned(site, [site.input(0), site.input(3)])
  const pool = windows(found)
  return new Map<string, AxesRule>([
    ...ELEMENTWISE.map((operator) => [operator, lined] as const),
    ...ON_FIRST.map((operator) => [operator, sameAxes] as const),
    ...PER_CHANNEL.map((operator) => [operator, perChannel] as const),
    ...REDUCING.map((operator) => [operator, reduce] as const),
    ...['GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool'].map((operator) => [operator, globally] as const),
    ...['com.microsoft:QLinearGlobalAveragePool'].map((operator) => [operator, globally] as const),
    ...['MaxPool', 'AveragePool', 'LpPool'].map((operator) => [operator, pool] as const),
    ...['Conv', 'ConvInteger', 'com.microsoft:FusedConv'].map((operator) => [operator, windows(found, 1)] as const),
    ['ConvTranspose', transposedConvolution],
    ...['QLinearConv', 'com.microsoft:QLinearConv'].map((operator) => [operator, windows(found, 3)] as const),
    ...['com.microsoft:QLinearAdd', 'com.microsoft:QLinearMul'].map((operator) => [operator, ofQuantised] as const),
    ['com.microsoft:QLinearConcat', concat(2, 3)],
    ['Gemm', gemm()],
    ['com.microsoft:FusedGemm', gemm()],
    ['com.microsoft:QGemm', gemm(0, 3)],
    ['MatMul', matmul()],
    ['MatMulInteger', matmul()],
    ['QLinearMatMul', matmul(0, 3)],
    ['Pad', pad(found)],
    ['Reshape', reshape(found.reshaped)],
    ['Flatten', flatten],
    ['Transpose', transpose],
    ['Squeeze', squeeze],
    ['Unsqueeze', unsqueeze],
    ['Concat', concat(0)],
    ['Expand', expand],
    ['Tile', tile],
    ['ConstantOfShape', filled],
    ['Range', range],
    ['Slice', slice],
    ['Gather', gather],
    ['Split', split],
    ['Resize', resize],
    ['Upsample', resize],
    ['DepthToSpace', sameAxes],
    ['SpaceToDepth', sameAxes],
  ])
}

/** Where the inputs lie that say how, of operators whose numbers have to be known. */
export const settingsAt: Readonly<Record<string, readonly number[]>> = {
  Reshape: [1],
  Squeeze: [1],
  Unsqueeze: [1],
  Expand: [1],
  Tile: [1],
  Slice: [1, 2, 3, 4],
  Gather: [1],
  Resize: [1, 2, 3],
  Upsample: [1],
  Pad: [1, 2, 3],
  ...Object.fromEntries(REDUCING.map((operator) => [operator, [1]])),
}

/** Sums that the file divides by a number of places, or multiplies with its inverse. */
export function countsPlaces(sum: Site, consumers: readonly Site[]): boolean {
  const data = sum.input(0)
  const reduced = sum.outputDims.reduce((product, dim) => product * dim, 1)
  const places = sum.dims(data).reduce((product, dim) => product * dim, 1) / reduced
  return consumers.some((site) => {
    const other = site.node.inputs.find((name) => name !== sum.node.outputs[0]) ?? ''
    const values = site.values(other) ?? []
    const [value = 0] = values
    const factor = site.operator === 'Div' ? value : site.operator === 'Mul' ? 1 / value : 0
    return values.length === 1 && Math.abs(factor / places - 1) < 1e-3
  })
}
