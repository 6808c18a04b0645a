import { DataType } from '../onnx/proto.ts'

/** What an operator makes of its inputs' types. */
export interface Operator {
  /** The type of each output: that of one of the inputs, or one of its own. The last one holds for all that follow. */
  outputs: readonly ({ input: number } | { type: number })[]
  /** From this input on, they stay as they are: sizes and scales, which ONNX wants in types of their own. */
  fixedFrom?: number
  /** Computed in float32 all the same, between two casts, below this operator set. */
  float32Below?: number
}

const same: Operator = { outputs: [{ input: 0 }] }
const truth: Operator = { outputs: [{ type: DataType.bool }] }
const count: Operator = { outputs: [{ type: DataType.int64 }] }

/** Operators whose numbers, in and out, are of one type, of which float16 is one. */
const UNIFORM = [
  ...['Conv', 'ConvTranspose', 'Gemm', 'MatMul', 'Einsum', 'Add', 'Sub', 'Mul', 'Div', 'Pow', 'Min', 'Max', 'Sum'],
  ...['Abs', 'Neg', 'Sqrt', 'Exp', 'Log', 'Reciprocal', 'Floor', 'Ceil', 'Erf', 'Sign'],
  ...['Relu', 'LeakyRelu', 'PRelu', 'Elu', 'Selu', 'Sigmoid', 'HardSigmoid', 'Tanh', 'Softplus', 'Softsign'],
  ...['HardSwish', 'Gelu', 'ThresholdedRelu', 'Softmax', 'LogSoftmax'],
  ...['AveragePool', 'GlobalAveragePool', 'GlobalMaxPool', 'BatchNormalization', 'InstanceNormalization', 'LRN'],
  ...['ReduceMean', 'ReduceSum', 'ReduceMax', 'ReduceMin', 'ReduceL2', 'ReduceSumSquare'],
  ...['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose', 'Concat', 'Split', 'Slice', 'Gather'],
  ...['Pad', 'Expand', 'Tile', 'DepthToSpace', 'SpaceToDepth'],
]

/**
 * The operators of ONNX's own domain that are known to compute in float16 what they compute in float32, but for the
 * rounding. What is not here is refused.
 * Source: https://onnx.ai/onnx/operators, the type constraints of each.
 */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...UNIFORM.map((name): [string, Operator] => [name, same]),
  // ONNX Runtime computes it in float16 from operator set 12 on: before, the CPU would have to, in the middle of a GPU's work.
  ['Clip', { ...same, float32Below: 12 }],
  ['MaxPool', { outputs: [{ input: 0 }, { type: DataType.int64 }] }],
  ['Dropout', { outputs: [{ input: 0 }, { type: DataType.bool }] }],
  ['LayerNormalization', { outputs: [{ input: 0 }, { type: DataType.float32 }] }],
  ['Where', { outputs: [{ input: 1 }] }],
  ['Resize', { ...same, fixedFrom: 1 }],
  ['Upsample', { ...same, fixedFrom: 1 }],
  ['Shape', count],
  ['Size', count],
  ['ArgMax', count],
  ...['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'And', 'Or', 'Not'].map(
    (name): [string, Operator] => [name, truth],
  ),
])
