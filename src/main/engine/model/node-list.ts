import type { LoadedModel } from './classifier.ts'
import { type DataType, GraphField } from './onnx/proto.ts'
import { type Attribute, type Chunks, encodeNode, encodeTensor, type TensorData, wrapField } from './onnx/write.ts'

/**
 * Nodes to be added to a model, under names that the model cannot have.
 * @param part tells the lists of one graph apart
 */
export function nodesFor({ description }: LoadedModel, part: string): NodeList {
  // No file contains its own hash, so no name in it can.
  return new NodeList(`acuity_${description.sha256.slice(0, 16)}_${part}`)
}

/** Nodes of a graph, in order. */
export class NodeList {
  readonly #prefix: string
  readonly #nodes: Chunks = []
  #count = 0

  /** @param prefix what every new name begins with */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /** Adds a node with one output, and returns that output's name: `output` where it is given, else a new one. */
  add(
    opType: string,
    inputs: readonly string[],
    attributes: Record<string, Attribute> = {},
    output = this.name(opType),
  ): string {
    this.addMany(opType, inputs, attributes, [output])
    return output
  }

  /** Adds a node with several outputs of given names. */
  addMany(
    opType: string,
    inputs: readonly string[],
    attributes: Record<string, Attribute>,
    outputs: readonly string[],
  ): void {
    const node = encodeNode({ opType, name: this.name('node'), inputs, outputs, attributes })
    this.#nodes.push(...wrapField(GraphField.node, [node]))
  }

  /** Adds a constant as a node: before IR 4 an initializer would have to be an input too. */
  constant(dataType: keyof typeof DataType, dims: readonly number[], data: TensorData): string {
    return this.add('Constant', [], { value: encodeTensor({ dataType, dims, data }) })
  }

  /** A single float32, which lines up with any shape. */
  scalar(value: number): string {
    return this.constant('float32', [], Float32Array.of(value))
  }

  /** A vector of int64, the form in which ONNX takes shapes, axes and counts. */
  int64s(...values: number[]): string {
    return this.constant('int64', [values.length], BigInt64Array.from(values, BigInt))
  }

  /** The nodes as fields of a GraphProto. */
  get fields(): Chunks {
    return this.#nodes
  }

  /** A new name. */
  name(what: string): string {
    this.#count++
    return `${this.#prefix}_${this.#count}_${what}`
  }
}
