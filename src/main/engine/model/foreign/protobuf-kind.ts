import { WireType } from '@bufbuild/protobuf/wire'
import { type Field, FieldBudget, fieldsOf } from '../wire.ts'

/** What a file in protobuf is that is no ONNX model. */
export type ProtobufKind =
  'graph-def' | 'saved-model' | 'core-ml' | 'paddle' | 'caffe2' | 'caffe-weights' | 'caffe-blob'

/** What tells the kinds apart stands in the first fields. */
const FIRST = 64

/** The field of an ONNX ModelProto that holds its graph: what has it is ONNX, whatever else it looks like. */
const ONNX_GRAPH = 7

/**
 * Tells protobuf messages of other programs by the fields that they begin with; undefined where it may be ONNX, or anything.
 * Sources: tensorflow/core/framework/graph.proto and node_def.proto, core/protobuf/saved_model.proto and meta_graph.proto;
 * coremltools/mlmodel/format/Model.proto; paddle/fluid/framework/framework.proto; caffe2/proto/caffe2.proto; src/caffe/proto/caffe.proto.
 */
export function protobufKind(file: Uint8Array): ProtobufKind | undefined {
  const fields = firstFields(file)
  const [first] = fields
  if (!first || fields.some(({ number }) => number === ONNX_GRAPH)) return undefined
  const second = find(fields, 2)
  if (isVarint(first)) {
    if (first.number === 1 && fields.some(({ number }) => number >= 200 && number < 3100)) return 'core-ml'
    if (first.number === 1 && second && isMetaGraph(second)) return 'saved-model'
    return isBlob(fields) ? 'caffe-blob' : undefined
  }
  if (first.number === 1 && isNode(first)) return 'graph-def'
  if (first.number === 1 && isBlock(first)) return 'paddle'
  if (fields.some(({ number, payload }) => number === 100 && isLayer(payload, 1))) return 'caffe-weights'
  if (!second || !isLayer(second.payload, 4)) return undefined
  // A layer of the old Caffe, whose type is a number in field 5, or an operator of Caffe2, whose type is the word in field 4.
  const type = find(firstFields(second.payload), 5)
  return type && isVarint(type) ? 'caffe-weights' : 'caffe2'
}

/** As many fields as there are of a message that may be cut off, or none at all. */
function firstFields(message: Uint8Array): Field[] {
  const fields: Field[] = []
  try {
    for (const field of fieldsOf(message, new FieldBudget(FIRST))) fields.push(field)
  } catch {
    // What came before is all that can be told.
  }
  return fields
}

const find = (fields: readonly Field[], number: number) => fields.find((field) => field.number === number)
const isVarint = ({ wireType }: Field) => wireType === WireType.Varint

function isText(field: Field | undefined): boolean {
  return (
    field?.wireType === WireType.LengthDelimited &&
    field.payload.length > 0 &&
    field.payload.every((byte) => byte >= 0x20 && byte < 0x7f)
  )
}

/** A NodeDef of TensorFlow: a name, and an operator. */
function isNode({ wireType, payload }: Field): boolean {
  if (wireType !== WireType.LengthDelimited) return false
  const fields = firstFields(payload)
  return isText(find(fields, 1)) && isText(find(fields, 2))
}

/** A block of a program of PaddlePaddle: its number, that of the one around it, and what it computes with. */
function isBlock({ wireType, payload }: Field): boolean {
  if (wireType !== WireType.LengthDelimited) return false
  const [number, parent, first] = firstFields(payload)
  const isIndex = (field: Field | undefined, at: number) =>
    field !== undefined && field.number === at && isVarint(field)
  return isIndex(number, 1) && isIndex(parent, 2) && first !== undefined && [3, 4].includes(first.number)
}

/** A MetaGraphDef: what it is about, or a graph of nodes. */
function isMetaGraph({ wireType, payload }: Field): boolean {
  if (wireType !== WireType.LengthDelimited) return false
  const graph = find(firstFields(payload), 2)
  const node = graph && find(firstFields(graph.payload), 1)
  return node !== undefined && isNode(node)
}

/** A layer of Caffe, or an operator of Caffe2: its name, in the field that each has it in. */
const isLayer = (payload: Uint8Array, name: number) => isText(find(firstFields(payload), name))

/** Four sides as of before 2014, and numbers; a shape as of today cannot be told from an ONNX model's graph. */
const isBlob = (fields: readonly Field[]) =>
  [1, 2, 3, 4].every((number) => fields.some((field) => field.number === number && isVarint(field))) &&
  fields.some(({ number }) => number === 5 || number === 8)
