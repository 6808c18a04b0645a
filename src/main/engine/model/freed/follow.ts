import { GraphWalk, operatorOf } from '../graph-walk.ts'
import { usedBy } from '../prune.ts'
import { unlessMalformed } from '../wire.ts'
import type { Graph, Node } from '../onnx/read.ts'
import type { AtSize, Question } from './at-size.ts'
import { followSizes, shapeOf } from './elements.ts'
import { judgeWindows, type Change } from './judge.ts'
import { axesRules, countsPlaces, settingsAt } from './rules.ts'
import { Site, type Condition, type State } from './site.ts'
import type { Found } from './windows.ts'

/** What has to be done to a network, and what has to hold, for it to be at other sizes what it is at its export's. */
export interface Plan {
  changes: ReadonlyMap<Node, Change>
  /** In the order of the graph. */
  conditions: readonly Condition[]
}

/** Their outputs are no tensors, or not always. */
const NO_TENSORS = /Sequence|Optional|^(?:If|Loop|Scan|StringNormalizer|ZipMap)$/

/** What has to be known of a network at the size of its export, to follow the size of its images through it. */
export function questionOf(graph: Graph, input: string): Question {
  const walk = new GraphWalk(graph, input)
  const [shapes, values] = [new Set<string>(), new Set<string>()]
  for (const node of graph.nodes) {
    if (walk.data(node).length === 0 || NO_TENSORS.test(node.opType)) continue
    for (const name of [...node.inputs, node.outputs[0] ?? '']) {
      const producer = walk.producer(name)
      if (name !== '' && !(producer && NO_TENSORS.test(producer.opType))) shapes.add(name)
    }
    for (const at of settingsAt[operatorOf(node)] ?? []) {
      const name = node.inputs[at] ?? ''
      const producer = walk.producer(name)
      if (producer && !producer.constant && !NO_TENSORS.test(producer.opType)) values.add(name)
    }
  }
  return { shapes: [...shapes], values: [...values] }
}

/**
 * Follows the height and the width of the images through a network.
 * @param known of the network at the size of its export
 * @param axes of the input that are height and width
 */
export function followSize(
  graph: Graph,
  known: AtSize,
  { input, output, axes, producer }: { input: string; output: string; axes: readonly number[]; producer: string },
): Plan {
  const conditions: Condition[] = []
  const found: Found = { paddings: new Map(), strided: [], global: [], reshaped: new Map(), adaptive: [] }
  const states = new Map<string, State>([[input, { axes: [0, 1, 2, 3].map((i) => axes.includes(i)), elements: null }]])
  const rules = axesRules(found)
  const siteOf = (node: Node) => new Site(node, { graph, known, states, conditions })
  const sites = new Map<Node, Site>()
  for (const node of graph.nodes) {
    if (!usedBy(node).some((name) => states.has(name))) continue
    const site = siteOf(node)
    sites.set(node, site)
    const state = stateOf(site, rules)
    for (const [i, name] of node.outputs.entries())
      if (name !== '') states.set(name, i === 0 ? state : fitting(site, name, state))
  }
  for (const site of sites.values()) {
    if (site.operator !== 'ReduceSum' || !site.isFree(site.input(0))) continue
    const [sum] = site.node.outputs
    const consumers = [...sites.values()].filter(({ node }) => node.inputs.includes(sum ?? ''))
    if (countsPlaces(site, consumers))
      site.fix(site.input(0), 'what it adds up is divided by a number of places that is stated')
  }
  const end = graph.nodes.find(({ outputs }) => outputs.includes(output))
  const endSite = end && sites.get(end)
  if (endSite && states.get(output)?.axes.includes(true))
    endSite.fix(output, 'its scores are as many as the map has places')
  const changes = judgeWindows(graph, { found, input, producer, conditions })
  const order = new Map(graph.nodes.flatMap(({ outputs }, i) => outputs.map((name) => [name, i] as const)))
  const at = ({ tensor }: Condition) => order.get(tensor) ?? -1
  return { changes, conditions: conditions.toSorted((a, b) => at(a) - at(b)) }
}

function stateOf(site: Site, rules: ReturnType<typeof axesRules>): State {
  const { operator, node } = site
  if (operator === 'Shape' || operator === 'Size') return shapeOf(site)
  const sizes = followSizes(site)
  if (sizes) return sizes
  const rule = rules.get(operator)
  const axes = rule && unlessMalformed(() => rule(site))
  if (axes) return { axes, elements: null }
  const free = usedBy(node).filter((name) => site.isComputed(name) && (site.isFree(name) || site.state(name).elements))
  for (const name of free) site.fix(name, UNKNOWN)
  return { axes: site.outputDims.map(() => false), elements: null }
}

const UNKNOWN = 'it is not known to do at other sizes what it does at that of the export'

/** What is known of an output beside the first: as much as of that where it is as long along each axis. */
function fitting(site: Site, name: string, first: State): State {
  const dims = site.dims(name)
  return dims.length === 0 || dims.length === first.axes.length
    ? { ...first, elements: null }
    : { axes: dims.map(() => false), elements: null }
}
