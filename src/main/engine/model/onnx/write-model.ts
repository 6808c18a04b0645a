import { Buffer } from 'node:buffer'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { ModelField, OpsetField, GraphField } from './proto.ts'
import { type Chunks, wrapField } from './write.ts'

/** The operator set that graphs of our own use: ONNX 1.8's, whose Softmax, Split and pools are today's. */
const OPSET = 13
const IR_VERSION = 7

/**
 * A ModelProto of a graph that was made here.
 * @param graph the GraphProto's fields, all but its name
 */
export function encodeModel(name: string, producer: string, graph: Chunks): Buffer {
  const varint = (field: number, value: number) => new BinaryWriter().tag(field, WireType.Varint).int32(value).finish()
  const utf8 = (text: string) => new TextEncoder().encode(text)
  return Buffer.concat([
    varint(ModelField.irVersion, IR_VERSION),
    ...wrapField(ModelField.producerName, [utf8(producer)]),
    ...wrapField(ModelField.opsetImport, [varint(OpsetField.version, OPSET)]),
    ...wrapField(ModelField.graph, [...wrapField(GraphField.name, [utf8(name)]), ...graph]),
  ])
}
