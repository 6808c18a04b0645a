import { GraphWalk, operatorOf } from './graph-walk.ts'
import { DataType, TensorField } from './onnx/proto.ts'
import type { Graph, Tensor } from './onnx/read.ts'
import { bytes, FieldBudget, fieldsOf, integers } from './wire.ts'

/** Operators that quantise by the range of all that they get, whichever image it is of. */
const DYNAMIC = new Set([
  ...['DynamicQuantizeLinear', 'com.microsoft:DynamicQuantizeMatMul', 'com.microsoft:DynamicQuantizeLSTM'],
])

/** Why a graph's answer to an image depends on the others of its batch, as far as operators tell; null where none does. */
export function mixesImages({ nodes }: Graph): string | null {
  if (nodes.some((node) => DYNAMIC.has(operatorOf(node))))
    return 'it is quantised dynamically, by the range of a whole batch'
  // What a batch normalisation gives besides are the statistics of the batch, which it has then been normalised by.
  if (nodes.some(({ opType, outputs }) => opType === 'BatchNormalization' && outputs.filter(Boolean).length > 1))
    return "its BatchNormalization is in training mode (export it in evaluation mode, as by torch's model.eval())"
  return null
}

/** Operators whose second input is a shape. */
const SHAPED = new Set(['Reshape', 'Expand'])

/**
 * Batches that a graph may have been frozen at although its input leaves the batch open, the likeliest first: what its
 * output states, what reshapes begin with, whether at once or put together, and what is concatenated with constants.
 */
export function frozenBatches(graph: Graph, input: string, output: string): number[] {
  const walk = new GraphWalk(graph, input)
  const constant = (name: string) => graph.initializers.get(name) ?? walk.producer(name)?.constant
  const stated = graph.outputs.filter(({ name }) => name === output).map(({ dims }) => dims?.[0])
  const shapes = graph.nodes.filter(({ opType }) => SHAPED.has(opType)).map(({ inputs }) => constant(inputs[1] ?? ''))
  const beside = graph.nodes.filter(({ opType }) => opType === 'Concat').flatMap(({ inputs }) => inputs.map(constant))
  const found = [...stated, ...[...shapes, ...beside].map(firstNumber), ...beside.map((tensor) => tensor?.dims[0])]
  return [...new Set(found)].filter((batch) => batch != null).filter((batch) => batch > 0)
}

/** The first number of a vector of int64; undefined where it is something else. */
function firstNumber(tensor: Tensor | undefined): number | undefined {
  if (tensor?.dataType !== DataType.int64 || tensor.external || tensor.elements === 0 || tensor.elements > 16) return
  const budget = new FieldBudget()
  for (const message of fieldsOf(tensor.raw, budget))
    for (const field of fieldsOf(bytes(message), budget)) {
      if (field.number === TensorField.int64Data) return integers(field, budget)[0]
      if (field.number !== TensorField.rawData) continue
      const raw = bytes(field)
      if (raw.byteLength < 8) return
      return Number(new DataView(raw.buffer, raw.byteOffset, 8).getBigInt64(0, true))
    }
  return
}
