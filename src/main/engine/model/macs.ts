import type { Graph, Node } from './onnx/read.ts'

// Multiply-adds of convolutions and matrix products, and of nothing else: the "Mult-Adds" of the MobileNets paper
// (Howard et al. 2017, arXiv 1704.04861).

type Shape = readonly number[]

/** A node that multiplies and adds: its operands, its result, and the formula for one run of it. */
export interface Product {
  data: string
  weight: string
  output: string
  macs: (data: Shape, weight: Shape, output: Shape) => number
}

const size = (shape: Shape) => shape.reduce((product, dim) => product * dim, 1)

/** Every element of the result takes one multiply-add for each element of its filter, [C/g, kh, kw]. */
const convolution: Product['macs'] = (_, weight, output) => size(output) * size(weight.slice(1))

/** Every element of the data is spread by filters of [M/g, kh, kw]. */
const transposedConvolution: Product['macs'] = (data, weight) => size(data) * size(weight.slice(1))

/** [M, K] × [K, N], whichever of them is transposed. */
const gemm: Product['macs'] = (data, _, output) => size(output) * (size(data) / (output[0] ?? 1))

/** […, M, K] × […, K, N] */
const matmul: Product['macs'] = (data, _, output) => size(output) * (data.at(-1) ?? 1)

/** The operators that multiply and add, by domain and name, with the positions of data and weight among their inputs. */
const products = new Map<string, [Product['macs'], data: number, weight: number]>([
  [':Conv', [convolution, 0, 1]],
  [':ConvInteger', [convolution, 0, 1]],
  [':QLinearConv', [convolution, 0, 3]],
  [':ConvTranspose', [transposedConvolution, 0, 1]],
  [':Gemm', [gemm, 0, 1]],
  [':MatMul', [matmul, 0, 1]],
  [':MatMulInteger', [matmul, 0, 1]],
  [':QLinearMatMul', [matmul, 0, 3]],
  ['com.microsoft:FusedConv', [convolution, 0, 1]],
  ['com.microsoft:QLinearConv', [convolution, 0, 3]],
  ['com.microsoft:FusedGemm', [gemm, 0, 1]],
  ['com.microsoft:QGemm', [gemm, 0, 3]],
])

/** ONNX's operators that may multiply and add in ways that shapes do not tell; all others do not. */
const OPAQUE = new Set([
  ...['If', 'Loop', 'Scan', 'SequenceMap', 'Einsum', 'LSTM', 'GRU', 'RNN', 'Attention', 'DeformConv'],
])

/** Operators of other domains that do not multiply and add; what is not here may. */
const ELEMENTWISE = new Set([
  ...['QuantizeLinear', 'DequantizeLinear', 'QLinearAdd', 'QLinearMul', 'QLinearConcat', 'QLinearLeakyRelu'],
  ...['QLinearSigmoid', 'QLinearSoftmax', 'QLinearAveragePool', 'QLinearGlobalAveragePool', 'Gelu', 'FastGelu'],
  ...['QuickGelu', 'BiasGelu', 'LayerNormalization', 'SkipLayerNormalization'],
])

/** Whether a node multiplies and adds. */
export const isProduct = ({ domain, opType }: Node) => products.has(`${domain}:${opType}`)

/** Whether a node multiplies and adds, or may do so: what people call a layer. */
export function isLayer(node: Node): boolean {
  const { domain, opType } = node
  return isProduct(node) || (domain === '' ? OPAQUE.has(opType) : !ELEMENTWISE.has(opType))
}

/** The nodes of a graph that multiply and add; null where control flow, functions or strange operators may hide some. */
export function productsOf(graph: Graph): Product[] | null {
  const found: Product[] = []
  for (const node of graph.nodes) {
    const product = products.get(`${node.domain}:${node.opType}`)
    if (product) found.push(toProduct(node, product))
    else if (isLayer(node)) return null
  }
  return found
}

function toProduct(node: Node, [macs, data, weight]: [Product['macs'], number, number]): Product {
  return { data: node.inputs[data] ?? '', weight: node.inputs[weight] ?? '', output: node.outputs[0] ?? '', macs }
}
