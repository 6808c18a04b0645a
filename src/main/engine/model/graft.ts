import { Buffer } from 'node:buffer'
import type { LoadedModel } from './classifier.ts'
import { GraphField, ModelField } from './onnx/proto.ts'
import { wholeNode, withNumbers } from './inline.ts'
import type { Tensor } from './onnx/read.ts'
import { type Chunks, coalesce, wrapField } from './onnx/write.ts'

/** What replaces a model's ends: new nodes before and after its own, and new inputs and outputs (ValueInfoProtos). */
export interface Ends {
  before: Chunks
  after: Chunks
  input: Uint8Array
  outputs: readonly Uint8Array[]
}

/**
 * A model with other ends. What is not replaced is taken over byte by byte, as views of the file, so that weights are held
 * once; external data is inlined. Stated intermediate shapes are dropped: they may be those of another batch or size.
 * So are weights listed as inputs: ONNX Runtime wants that of no IR version, and since IR 4 they would be no constants.
 */
export function graft(model: Pick<LoadedModel, 'onnx' | 'external'>, { before, after, input, outputs }: Ends): Chunks {
  const { graph, rest } = model.onnx
  const content = [
    ...before,
    ...graph.nodes.flatMap((node) => wholeNode(node, model.external.within)),
    ...after,
    ...[...graph.initializers.values()].flatMap((tensor) => inlined(tensor, model)),
    ...wrapField(GraphField.input, [input]),
    ...outputs.flatMap((output) => wrapField(GraphField.output, [output])),
    ...graph.rest.filter(({ number }) => number !== GraphField.valueInfo).map(({ raw }) => raw),
  ]
  return coalesce([...rest.map(({ raw }) => raw), ...wrapField(ModelField.graph, content)])
}

function inlined(tensor: Tensor, { external }: Pick<LoadedModel, 'external'>): Chunks {
  const data = external.tensors.get(tensor.name)
  if (!data) return [tensor.raw]
  return wrapField(GraphField.initializer, withNumbers(tensor, data))
}

/** A name for an end of the graph: `name` itself, or a variation where the model may use it within. */
export function freeName({ description, onnx: { graph } }: LoadedModel, name: string): string {
  const contains = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
    Buffer.from(buffer, byteOffset, byteLength).includes(name)
  const used = graph.initializers.has(name) || graph.nodes.some(({ raw }) => contains(raw))
  return used ? `${name}_${description.sha256.slice(0, 16)}` : name
}
