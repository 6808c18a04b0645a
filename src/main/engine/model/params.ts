import { DataType } from './onnx/proto.ts'
import type { Graph } from './onnx/read.ts'

const WEIGHT_TYPES = new Set<number>([
  ...[DataType.float32, DataType.float16, DataType.bfloat16, DataType.float64],
  ...[DataType.int8, DataType.uint8, DataType.int4, DataType.uint4, DataType.float4e2m1],
  ...[DataType.float8e4m3fn, DataType.float8e4m3fnuz, DataType.float8e5m2, DataType.float8e5m2fnuz],
])

/**
 * Counts parameters as timm and torch do (`sum(p.numel() for p in model.parameters())`), as far as a graph can tell: the
 * elements of every weight tensor, initializer or Constant, float or quantised. Single numbers (the bounds of a Clip, a
 * quantisation's scale) are settings rather than weights, and batch norm's running mean and variance are buffers.
 */
export function countParams(graph: Graph): number {
  const buffers = new Set<string>()
  for (const { opType, inputs } of graph.nodes) {
    if (opType === 'BatchNormalization') for (const name of inputs.slice(3, 5)) buffers.add(name)
  }
  const tensors = new Map(graph.initializers)
  for (const { constant, outputs } of graph.nodes) if (constant) tensors.set(outputs[0] ?? '', constant)
  let params = 0
  for (const [name, { dataType, elements }] of tensors) {
    if (WEIGHT_TYPES.has(dataType) && elements > 1 && !buffers.has(name)) params += elements
  }
  return params
}
