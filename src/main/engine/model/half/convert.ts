import { AcuityError } from '../../../../shared/errors.ts'
import { takesWholeNumbers } from '../../../../shared/model.ts'
import type { LoadedModel } from '../classifier.ts'
import { DataType, dataTypeName } from '../onnx/proto.ts'
import type { Graph, Node, Tensor } from '../onnx/read.ts'
import { encodeTensorFields } from '../onnx/write.ts'
import { detailsOf, type NodeDetails } from '../onnx/attributes.ts'
import { castNode, constantNode, filledNode, inFloat32 } from './nodes.ts'
import { firstOverflow, toFloat16 } from './float16.ts'
import { floatsOf } from './floats.ts'
import { operators, type Operator } from './operators.ts'
import type { Refuse } from './refuse.ts'

/**
 * A model that computes in float16: its weights and constants are rounded, and so is whatever it computes. What goes in is
 * still normalised in float32, and what comes out is ranked in float32: wrapping sees to both.
 * @throws AcuityError `model-invalid` with the node or tensor that cannot be proven to convert
 */
export function toHalf(model: LoadedModel): LoadedModel {
  const { file, description, onnx, external } = model
  const refuse: Refuse = (what) => {
    throw new AcuityError('model-invalid', `${file} does not convert to float16: ${what}. Measure it in fp32.`)
  }
  if (description.elemType === 'float64') refuse('its input is float64')
  const tensors = new Map(external.tensors)
  // No file contains its own hash, so no name in it can.
  const prefix = `acuity_${description.sha256.slice(0, 16)}_half`
  const conversion = new Conversion({ graph: onnx.graph, external: tensors, opset: description.opset, prefix }, refuse)
  // Pixels as they are stay so.
  const elemType = takesWholeNumbers(description) ? description.elemType : 'float16'
  const graph = conversion.run(description.inputName, DataType[elemType])
  return {
    ...model,
    description: { ...description, elemType },
    onnx: { ...onnx, graph },
    external: { ...external, tensors },
    take: (head) => toHalf(model.take(head)),
  }
}

interface Parts {
  graph: Graph
  /** The numbers of initializers, by name: what is converted is put here. */
  external: Map<string, Uint8Array>
  opset: number
  /** What no name in the graph begins with. */
  prefix: string
}

class Conversion {
  readonly #graph: Graph
  readonly #external: Map<string, Uint8Array>
  readonly #opset: number
  readonly #prefix: string
  readonly #refuse: Refuse
  /** Of every tensor so far: its ONNX type after the conversion. */
  readonly #types = new Map<string, number>()
  /** Constants that some node wants as they are. */
  readonly #fixed: Set<string>

  constructor({ graph, external, opset, prefix }: Parts, refuse: Refuse) {
    this.#graph = graph
    this.#external = external
    this.#opset = opset
    this.#prefix = prefix
    this.#refuse = refuse
    this.#fixed = new Set(graph.nodes.flatMap(fixedInputs))
  }

  /** @param type of the input, after the conversion */
  run(input: string, type: number): Graph {
    this.#types.set(input, type)
    const initializers = new Map([...this.#graph.initializers].map(([name, tensor]) => [name, this.#weight(tensor)]))
    return { ...this.#graph, initializers, nodes: this.#graph.nodes.flatMap((node) => this.#convert(node)) }
  }

  /** An initializer in float16, with its numbers where external data lie; any other type as it is. */
  #weight(tensor: Tensor): Tensor {
    const { name, dims } = tensor
    const rounded = this.#fixed.has(name) ? null : this.#round(tensor, name, this.#external.get(name))
    this.#types.set(name, rounded ? DataType.float16 : tensor.dataType)
    if (!rounded) return tensor
    this.#external.set(name, new Uint8Array(rounded.buffer))
    return {
      ...tensor,
      dataType: DataType.float16,
      head: [encodeTensorFields({ name, dataType: 'float16', dims })],
    }
  }

  /** A tensor's numbers in float16; null where it holds others than float32. */
  #round(tensor: Tensor, name: string, external?: Uint8Array): Uint16Array<ArrayBuffer> | null {
    if (tensor.dataType !== DataType.float32) return null
    const refuse: Refuse = (what) => this.#refuse(`the tensor ${quoted(name)} ${what}`)
    return this.#rounded(floatsOf(tensor, refuse, external), name)
  }

  #rounded(values: Float32Array, name: string): Uint16Array<ArrayBuffer> {
    const halves = toFloat16(values)
    const beyond = firstOverflow(values, halves)
    return beyond === undefined
      ? halves
      : this.#refuse(`the tensor ${quoted(name)} holds ${beyond}, and float16 ends at 65504`)
  }

  #convert(node: Node): Node[] {
    const details = detailsOf(node)
    const refuse: Refuse = (what) =>
      this.#refuse(`the node ${quoted(details.name)} (${node.domain && `${node.domain}.`}${node.opType}) ${what}`)
    if (node.hasSubgraphs) refuse('holds graphs of its own')
    const made = node.domain === '' ? this.#convertConstant(node, details, refuse) : null
    if (made) return [made]
    const operator = node.domain === '' ? operators.get(node.opType) : undefined
    if (!operator) return refuse('is not known to compute the same in float16')
    return this.#convertOperator(node, operator, refuse)
  }

  /** A node that states a type; null where it is none of them. */
  #convertConstant(node: Node, details: NodeDetails, refuse: Refuse): Node | null {
    const output = node.outputs[0] ?? ''
    const round = (values: Float32Array) => this.#rounded(values, output)
    const rewritten =
      node.opType === 'Constant'
        ? constantNode(node, details, this.#fixed.has(output) ? null : round, refuse)
        : node.opType === 'ConstantOfShape'
          ? filledNode(node, details, round, refuse)
          : node.opType === 'Cast'
            ? castNode(node, details, this.#typeOf(node.inputs[0] ?? '', refuse), refuse)
            : null
    if (rewritten) this.#types.set(output, rewritten.type)
    return rewritten?.node ?? null
  }

  #convertOperator(node: Node, operator: Operator, refuse: Refuse): Node[] {
    const types = node.inputs.map((name) => (name === '' ? undefined : this.#typeOf(name, refuse)))
    const { outputs, fixedFrom = Infinity, float32Below = 0 } = operator
    for (const [i, type] of types.entries())
      if (i >= fixedFrom && type === DataType.float16)
        refuse(`takes ${quoted(node.inputs[i] ?? '')}, which must stay float32`)
      else if (i < fixedFrom && type !== undefined && !fits(type)) refuse(`computes in ${dataTypeName(type)}`)
    for (const [i, name] of node.outputs.entries()) {
      const rule = outputs[i] ?? outputs.at(-1)
      const type = rule && 'type' in rule ? rule.type : types[rule?.input ?? 0]
      if (type === undefined) return refuse('has no input')
      this.#types.set(name, type)
    }
    if (this.#opset >= float32Below) return [node]
    const isHalf = (name: string) => this.#types.get(name) === DataType.float16
    return inFloat32(node, isHalf, `${this.#prefix}_${this.#types.size}`)
  }

  #typeOf(name: string, refuse: Refuse): number {
    return this.#types.get(name) ?? refuse(`uses ${quoted(name)} before it is computed`)
  }
}

/** Whole numbers and truth are not touched; float32 is what stays so for another node's sake, and float64 is no float16. */
const fits = (type: number) => type !== DataType.float32 && type !== DataType.float64 && type !== DataType.bfloat16

function fixedInputs({ domain, opType, inputs }: Node): string[] {
  const from = domain === '' ? operators.get(opType)?.fixedFrom : undefined
  return from === undefined ? [] : inputs.slice(from)
}

const quoted = (name: string) => JSON.stringify(name.slice(0, 80))
