import type { Graph, Node } from './onnx/read.ts'
import { usedBy } from './prune.ts'

/** A graph to be followed from its outputs back to its input. */
export class GraphWalk {
  readonly #producers = new Map<string, Node>()
  /** What is computed from the images; all else is the same for each of them. */
  readonly #fromImages: Set<string>

  /** @param input the images */
  constructor({ nodes }: Graph, input: string) {
    this.#fromImages = new Set([input])
    for (const node of nodes) {
      for (const output of node.outputs) if (output !== '') this.#producers.set(output, node)
      if (usedBy(node).some((name) => this.#fromImages.has(name)))
        for (const output of node.outputs) this.#fromImages.add(output)
    }
  }

  /** The node that gives a tensor; undefined for weights and for the input. */
  producer(tensor: string): Node | undefined {
    return this.#producers.get(tensor)
  }

  dependsOnImages(tensor: string): boolean {
    return this.#fromImages.has(tensor)
  }

  /** Those inputs of a node that depend on the images. */
  data({ inputs }: Node): string[] {
    return inputs.filter((name) => this.#fromImages.has(name))
  }
}

/** An operator by its domain and name: `Conv`, `com.microsoft:QLinearSoftmax`. */
export const operatorOf = ({ domain, opType }: Node) => (domain === '' ? opType : `${domain}:${opType}`)

/** Operators that give the numbers of their first input as they are, in another shape or type, or some of them. */
export const PASSING: ReadonlySet<string> = new Set([
  ...['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose', 'Cast', 'CastLike', 'Dropout', 'Expand'],
  ...['Slice', 'Split', 'Gather', 'GatherElements', 'GatherND', 'Pad', 'Tile'],
  ...['QuantizeLinear', 'DequantizeLinear', 'com.microsoft:QuantizeLinear', 'com.microsoft:DequantizeLinear'],
])
