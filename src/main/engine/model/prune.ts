import type { Graph, Node } from './onnx/read.ts'

/**
 * The part of a graph that some of its tensors depend on. ONNX Runtime computes everything else too (auxiliary heads, for
 * one), which would make a network look slower than it is. Where nodes hold subgraphs, which may use any tensor, all stays.
 */
export function prune(graph: Graph, ...tensors: readonly string[]): Graph {
  if (graph.nodes.some(({ hasSubgraphs }) => hasSubgraphs)) return graph
  const producers = new Map<string, Node>()
  for (const node of graph.nodes) for (const name of node.outputs) producers.set(name, node)
  const needed = new Set(tensors)
  const live = new Set<Node>()
  // A set goes on to names that are added while it is iterated.
  for (const name of needed) {
    const node = producers.get(name)
    if (!node || live.has(node)) continue
    live.add(node)
    for (const input of node.inputs) needed.add(input)
  }
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => live.has(node)),
    initializers: new Map([...graph.initializers].filter(([name]) => needed.has(name))),
  }
}
