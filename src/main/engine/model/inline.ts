import { placeOf } from './external-data.ts'
import { AttributeField, GraphField, NodeField, TensorField } from './onnx/proto.ts'
import type { Node } from './onnx/read.ts'
import { readTensor, type Tensor } from './onnx/read-tensor.ts'
import { type Chunks, wrapField } from './onnx/write.ts'
import { bytes, type Field, FieldBudget, fieldsOf } from './wire.ts'

type Message = 'node' | 'attribute' | 'graph' | 'tensor'

/** In which fields of a message others lie, down to the tensors that may keep their numbers in another file. */
const parts: Record<Exclude<Message, 'tensor'>, Partial<Record<number, Message>>> = {
  node: { [NodeField.attribute]: 'attribute' },
  attribute: {
    [AttributeField.tensor]: 'tensor',
    [AttributeField.tensors]: 'tensor',
    [AttributeField.graph]: 'graph',
    [AttributeField.graphs]: 'graph',
  },
  graph: { [GraphField.node]: 'node', [GraphField.initializer]: 'tensor' },
}

/** A node as a field of its graph, with the numbers of tensors inside it in their place. @param within of ExternalData */
export function wholeNode({ raw, external }: Node, within: ReadonlyMap<string, Uint8Array>): Chunks {
  if (external.length === 0) return [raw]
  const budget = new FieldBudget()
  return [...fieldsOf(raw, budget)].flatMap((field) => whole(field, 'node', { within, budget }))
}

/** The content of a TensorProto with its numbers in place. */
export const withNumbers = ({ head }: Tensor, numbers: Uint8Array): Chunks => [
  ...head,
  ...wrapField(TensorField.rawData, [numbers]),
]

interface Sources {
  within: ReadonlyMap<string, Uint8Array>
  budget: FieldBudget
}

function whole(field: Field, message: Message, sources: Sources): Chunks {
  if (message === 'tensor') {
    const tensor = readTensor(field, sources.budget)
    const numbers = tensor.external && sources.within.get(placeOf(tensor))
    return numbers ? wrapField(field.number, withNumbers(tensor, numbers)) : [field.raw]
  }
  const content = [...fieldsOf(bytes(field), sources.budget)].flatMap((part) => {
    const inner = parts[message][part.number]
    return inner ? whole(part, inner, sources) : [part.raw]
  })
  return wrapField(field.number, content)
}
