import { constantOf } from '../first-nodes.ts'
import { operatorOf } from '../graph-walk.ts'
import { detailsOf, intsOf, valueOf, type NodeDetails } from '../onnx/attributes.ts'
import { numbersOf } from '../onnx/numbers.ts'
import { AttributeField } from '../onnx/proto.ts'
import type { Graph, Node } from '../onnx/read.ts'
import { bytes, integer, text } from '../wire.ts'
import type { AtSize } from './at-size.ts'

/**
 * Where a number of a size comes from: the file states it, or the graph takes it from a tensor, along an axis that is the
 * same at any size of the images ('kept') or follows it ('free').
 */
export type Element = 'stated' | 'kept' | 'free'

/** What is known of a tensor, beside its shape at the size of the export. */
export interface State {
  /** Of each axis, whether its length follows the size of the images. */
  axes: readonly boolean[]
  /** Of each number, where the tensor holds sizes that the graph computes; null of any other tensor. */
  elements: readonly Element[] | null
}

/** Something that a network is right with at another size only where it holds there. */
export interface Condition {
  /** Name and operator of the node. */
  node: string
  operator: string
  tensor: string
  /** The tensor's shape at the size of the export. */
  dims: readonly number[]
  /** By multiples of which each axis may be longer or shorter, as long as something is left; 0: it has to be as long. */
  steps: readonly number[]
  /** What the node is: `its weights are for a map of that size`. */
  because: string
}

/** The numbers that constants of a graph state may be this many. */
const MOST_NUMBERS = 64

/** A node with all that is known of what it gets. */
export class Site {
  readonly node: Node
  readonly details: NodeDetails
  readonly operator: string
  readonly #graph: Graph
  readonly #known: AtSize
  readonly #states: ReadonlyMap<string, State>
  readonly #conditions: Condition[]

  constructor(
    node: Node,
    {
      graph,
      known,
      states,
      conditions,
    }: {
      graph: Graph
      known: AtSize
      states: ReadonlyMap<string, State>
      conditions: Condition[]
    },
  ) {
    this.node = node
    this.details = detailsOf(node)
    this.operator = operatorOf(node)
    this.#graph = graph
    this.#known = known
    this.#states = states
    this.#conditions = conditions
  }

  /** The name of an input; '' where it is left out. */
  input(at: number): string {
    return this.node.inputs[at] ?? ''
  }

  /** A tensor's shape at the size of the export. */
  dims(name: string): readonly number[] {
    return this.#known.shapes.get(name) ?? this.#graph.initializers.get(name)?.dims ?? []
  }

  /** The shape of what the node gives. */
  get outputDims(): readonly number[] {
    return this.dims(this.node.outputs[0] ?? '')
  }

  /** The numbers of a small tensor at the size of the export; undefined where it is left out, or not known. */
  values(name: string): readonly number[] | undefined {
    if (name === '') return undefined
    const told = this.#known.values.get(name)
    if (told) return told
    const constant = constantOf(this.#graph, name)
    return (constant && numbersOf(constant, MOST_NUMBERS)) ?? undefined
  }

  /** What is known of an input; a constant follows nothing. */
  state(name: string): State {
    return this.#states.get(name) ?? { axes: this.dims(name).map(() => false), elements: null }
  }

  /** Whether a tensor depends on the images, or on their size. */
  isComputed(name: string): boolean {
    return this.#states.has(name)
  }

  axes(name: string): readonly boolean[] {
    return this.state(name).axes
  }

  isFree(name: string): boolean {
    return this.axes(name).includes(true)
  }

  /** Where each of a tensor's numbers comes from. */
  elements(name: string): readonly Element[] {
    const { elements } = this.state(name)
    if (elements) return elements
    const count = this.values(name)?.length ?? this.dims(name).reduce((product, dim) => product * dim, 1)
    return Array.from({ length: count }, () => (this.isComputed(name) ? 'free' : 'stated'))
  }

  int(name: string): number | undefined {
    const field = valueOf(this.details, name, AttributeField.int)
    return field && integer(field)
  }

  ints(name: string): number[] | undefined {
    return this.details.attributes.has(name) ? intsOf(this.details, name) : undefined
  }

  text(name: string): string | undefined {
    const field = valueOf(this.details, name, AttributeField.string)
    return field && text(field)
  }

  /** The four bytes of a float attribute. */
  float(name: string): number | undefined {
    const field = valueOf(this.details, name, AttributeField.float)
    if (!field) return undefined
    const { buffer, byteOffset, byteLength } = field.payload.byteLength === 4 ? field.payload : bytes(field)
    return new DataView(buffer, byteOffset, byteLength).getFloat32(0, true)
  }

  /** Whole numbers that older operator sets take as an attribute, and newer ones as an input. */
  settings(attribute: string, at: number): readonly number[] | undefined {
    return this.ints(attribute) ?? this.values(this.input(at))
  }

  /** Has a tensor keep its shape at other sizes of the images, as the node fits no other. */
  fix(tensor: string, because: string): void {
    this.step(
      tensor,
      this.axes(tensor).map((isFree) => (isFree ? 0 : 1)),
      because,
    )
  }

  /** Has something left of a tensor, however small the images are. */
  need(tensor: string): void {
    if (this.isFree(tensor))
      this.step(
        tensor,
        this.axes(tensor).map(() => 1),
        'it needs something of the map',
      )
  }

  /** Has a tensor's axes differ by whole steps. */
  step(tensor: string, steps: readonly number[], because: string): void {
    const { details, operator: op } = this
    this.#conditions.push({ node: details.name, operator: op, tensor, dims: this.dims(tensor), steps, because })
  }
}
