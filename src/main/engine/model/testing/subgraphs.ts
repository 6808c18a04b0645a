// Test support: nodes that hold graphs of their own, written byte by byte.
import { Buffer } from 'node:buffer'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { AttributeField, AttributeType, GraphField, NodeField } from '../onnx/proto.ts'
import { encodeNode, encodeValueInfo, type NodeParts, wrapField } from '../onnx/write.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** A GraphProto. Nodes and tensors may be encoded already. */
export function encodeGraph({
  nodes,
  initializers = [],
  inputs = [],
  outputs,
}: {
  nodes: readonly (NodeParts | Uint8Array)[]
  initializers?: readonly Uint8Array[]
  inputs?: readonly Readonly<Parameters<typeof encodeValueInfo>>[]
  outputs: readonly Readonly<Parameters<typeof encodeValueInfo>>[]
}): Uint8Array {
  return Buffer.concat([
    ...nodes.flatMap((node) => wrapField(GraphField.node, [node instanceof Uint8Array ? node : encodeNode(node)])),
    ...wrapField(GraphField.name, [utf8('inner')]),
    ...initializers.flatMap((tensor) => wrapField(GraphField.initializer, [tensor])),
    ...inputs.flatMap((input) => wrapField(GraphField.input, [encodeValueInfo(...input)])),
    ...outputs.flatMap((output) => wrapField(GraphField.output, [encodeValueInfo(...output)])),
  ])
}

/** A NodeProto with graphs as attributes. */
export function encodeNodeWith(node: NodeParts, graphs: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const attributes = Object.entries(graphs).flatMap(([name, graph]) =>
    wrapField(NodeField.attribute, [
      ...wrapField(AttributeField.name, [utf8(name)]),
      ...wrapField(AttributeField.graph, [graph]),
      new BinaryWriter().tag(AttributeField.type, WireType.Varint).int32(AttributeType.graph).finish(),
    ]),
  )
  return Buffer.concat([encodeNode(node), ...attributes])
}
