import { toFloat16 } from './half/float16.ts'
import { NodeList } from './node-list.ts'
import { DataType, GraphField } from './onnx/proto.ts'
import { encodeTensor, encodeValueInfo, wrapField } from './onnx/write.ts'
import { encodeModel } from './onnx/write-model.ts'
import { fillUniform } from './uniform.ts'

/** An ONNX model that multiplies matrices and hardly does anything else, and how to talk to it. */
export interface MatrixProduct {
  model: Uint8Array
  /** Name of the input: uint8, [1, 1, 1, 3]; all that is copied to where the model runs. */
  pixels: string
  /** Name of the output: one float32. */
  output: string
  /** Multiply-adds of a run. */
  macs: number
}

export interface ProductSize {
  /** Rows and columns of both matrices. */
  side: number
  /** How many products follow each other in a run: what else it does, a few passes over one matrix, weighs the less. */
  products: number
}

/** What the matrices hold. */
export type ProductType = 'float32' | 'float16'

const PIXELS = 'pixels'
const WEIGHTS = 'weights'
const OUTPUT = 'highest'

/** Chained products of a square matrix with itself: what a network's inner products are, at their best. */
export function matrixProduct({ side, products }: ProductSize, type: ProductType = 'float32'): MatrixProduct {
  const weights = new Float32Array(side * side)
  // A variance of 1 / side keeps every product in the range of the one before.
  fillUniform(weights, 1, 0, Math.sqrt(3 / side))

  const nodes = new NodeList('product')
  // Scaled by what only a run knows: products of constants would be computed once, when the session is made.
  const scale = nodes.add('ReduceMax', [nodes.add('Cast', [PIXELS], { to: DataType[type] })], { keepdims: 0 })
  let matrix = nodes.add('Mul', [WEIGHTS, scale])
  for (let i = 0; i < products; i++) matrix = nodes.add('MatMul', [matrix, WEIGHTS])
  nodes.add('Cast', [nodes.add('ReduceMax', [matrix], { keepdims: 0 })], { to: DataType.float32 }, OUTPUT)

  const model = encodeModel('product', 'Acuity', [
    ...nodes.fields,
    ...wrapField(GraphField.initializer, [
      encodeTensor({
        name: WEIGHTS,
        dataType: type,
        dims: [side, side],
        data: type === 'float16' ? toFloat16(weights) : weights,
      }),
    ]),
    ...wrapField(GraphField.input, [encodeValueInfo(PIXELS, 'uint8', [1, 1, 1, 3])]),
    ...wrapField(GraphField.output, [encodeValueInfo(OUTPUT, 'float32', [])]),
  ])
  return { model, pixels: PIXELS, output: OUTPUT, macs: products * side ** 3 }
}
