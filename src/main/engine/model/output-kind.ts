import type { OutputKind } from '../../../shared/run.ts'
import type { Graph, Node } from './onnx/read.ts'

/** Operators that hand scores on without changing what they mean. */
const TRANSPARENT = new Set([
  ...['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose', 'Cast', 'Dropout'],
  ...['QuantizeLinear', 'DequantizeLinear'],
])

const PROBABILITIES = new Set(['Softmax', 'Sigmoid'])

/** The layers that classifiers end with. LogSoftmax is one of them, since softmax(log p) = p. */
const LOGITS = new Set([
  ...['Gemm', 'MatMul', 'Conv', 'Add', 'Relu', 'BatchNormalization', 'LogSoftmax'],
  ...['GlobalAveragePool', 'AveragePool', 'ReduceMean', 'GlobalMaxPool', 'MaxPool'],
])

/**
 * Whether an output holds logits or probabilities, judged by the operator that computes it; null where that operator
 * does not tell (a softmax in pieces ends in Div, for one) and only its values can.
 */
export function outputKindOf(graph: Graph, output: string): OutputKind | null {
  const producers = new Map<string, Node>()
  for (const node of graph.nodes) for (const name of node.outputs) producers.set(name, node)
  let name: string | undefined = output
  // A malformed graph may run in circles: no chain is longer than the graph.
  for (let steps = 0; steps < graph.nodes.length && name !== undefined; steps++) {
    const node = producers.get(name)
    if (node?.domain !== '') return null
    if (PROBABILITIES.has(node.opType)) return 'probabilities'
    if (LOGITS.has(node.opType)) return 'logits'
    if (!TRANSPARENT.has(node.opType)) return null
    name = node.inputs[0]
  }
  return null
}
