import type { Graph, Node } from './onnx/read.ts'

/** The tensors that a node computes from: its inputs, and what the graphs inside it use. */
export const usedBy = ({ inputs, captured }: Node): string[] =>
  captured.length === 0 ? inputs : [...inputs, ...captured]

/**
 * The part of a graph that some of its tensors depend on. ONNX Runtime computes everything else too (auxiliary heads, for
 * one), which would make a network look slower than it is. Inputs and outputs stay as they are listed.
 */
export function prune(graph: Graph, ...tensors: readonly string[]): Graph {
  const { needed, live } = dependencies(graph, tensors)
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => live.has(node)),
    initializers: new Map([...graph.initializers].filter(([name]) => needed.has(name))),
  }
}

/** All that tensors depend on, they included: tensors by their names, and the nodes that compute them. */
export function dependencies(graph: Graph, tensors: readonly string[]): { needed: Set<string>; live: Set<Node> } {
  const producers = new Map<string, Node>()
  for (const node of graph.nodes) for (const name of node.outputs) producers.set(name, node)
  const needed = new Set(tensors)
  const live = new Set<Node>()
  // A set goes on to names that are added while it is iterated.
  for (const name of needed) {
    const node = producers.get(name)
    if (!node || live.has(node)) continue
    live.add(node)
    for (const used of usedBy(node)) needed.add(used)
  }
  return { needed, live }
}
