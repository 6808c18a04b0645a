import type { Node } from '../onnx/read.ts'
import { GraphWalk } from '../graph-walk.ts'
import type { Graph } from '../onnx/read.ts'
import { GLOBAL, padsNothing, type Found, type Padding, type Strided } from './windows.ts'
import type { Regrouped } from './regroup.ts'
import type { Condition } from './site.ts'

/** What a node is made into, so that it does at other sizes what it does at that of the export. */
export type Change = { to: 'global'; opType: string } | { to: 'same'; data: string } | ({ to: 'shape' } & Regrouped)

const PARITY =
  "the file does not tell by which rule its pads were chosen, a layer's own or TensorFlow's SAME, and they are right only " +
  'where its windows end on the map as they do at the export'

const UNEVEN = "it pads the map by numbers that may be those of the export's size"

const ADAPTIVE =
  'its windows part the map of the export evenly before numbers that are for one size of it, as a pool does that adapts to any map'

/**
 * Decides about the layers whose windows and pads the file states in numbers.
 * @param producer that wrote the file
 * @param conditions so far; those that are found are added
 */
export function judgeWindows(
  graph: Graph,
  { found, input, producer, conditions }: { found: Found; input: string; producer: string; conditions: Condition[] },
): Map<Node, Change> {
  const changes = new Map<Node, Change>()
  for (const node of found.global) changes.set(node, { to: 'global', opType: GLOBAL[node.opType] ?? '' })
  for (const [node, regrouped] of found.reshaped) changes.set(node, { to: 'shape', ...regrouped })
  const isTensorFlow = found.strided.some(({ rule, isPool }) => rule === 'same' && !isPool)
  for (const layer of found.strided) {
    const meant = meaning(layer, isTensorFlow, producer)
    if (meant === 'same' && layer.takesSame) changes.set(layer.site.node, { to: 'same', data: layer.data })
    else if (meant !== 'own') layer.site.step(layer.data, layer.steps, PARITY)
  }
  const judged = new Set([...found.strided.map(({ site }) => site.node), ...found.global])
  const users = usersIn(graph)
  for (const padding of found.paddings.values()) {
    const others = users(padding.site.node.outputs[0] ?? '').filter((node) => !judged.has(node))
    if (others.length > 0 && (isUneven(padding) || padsNothing(padding))) padding.site.fix(padding.data, UNEVEN)
  }
  adapting(graph, { found, input, conditions })
  return changes
}

/** Whether a layer's pads are its own at any size, or SAME, or cannot be told. */
function meaning(
  { rule, isPadded, padding }: Strided,
  isTensorFlow: boolean,
  producer: string,
): 'own' | 'same' | 'unknown' {
  switch (rule) {
    case 'own':
    case 'same':
    case 'unknown':
      return rule
    case 'same-or-up':
      return isTensorFlow ? 'same' : 'unknown'
    case 'same-or-own':
      if (isTensorFlow) return isPadded ? 'same' : 'unknown'
      // Torch's layers pad alike on all sides, and its exports state what they do.
      return (!isPadded && !padding) || (/^pytorch/i.test(producer) && !padding) ? 'own' : 'unknown'
  }
}

function isUneven({ pads, site, data }: Padding): boolean {
  const axes = site.axes(data)
  return pads.some(({ begin, end }, axis) => axes[axis] === true && begin !== end)
}

function usersIn({ nodes }: Graph): (tensor: string) => Node[] {
  const users = new Map<string, Node[]>()
  for (const node of nodes) for (const name of new Set(node.inputs)) users.set(name, [...(users.get(name) ?? []), node])
  return (tensor) => users.get(tensor) ?? []
}

/** Has the map before a pool keep its size where something that does too follows; behind other layers it is averages that adapt. */
function adapting(
  graph: Graph,
  { found, input, conditions }: { found: Found; input: string; conditions: readonly Condition[] },
): void {
  const walk = new GraphWalk(graph, input)
  const pools = new Map(found.adaptive.map((site) => [site.node, site]))
  const layers = new Set(found.strided.map(({ site }) => site.node))
  const fixed = conditions.filter(({ steps }) => steps.includes(0)).map(({ tensor }) => tensor)
  const [near, far] = [new Set(fixed), new Set<string>()]
  for (const [reached, isNear] of [
    [near, true],
    [far, false],
  ] as const)
    for (const tensor of reached) {
      const node = walk.producer(tensor)
      if (!node) continue
      const site = pools.get(node)
      if (site && (isNear || node.opType === 'AveragePool')) site.fix(site.input(0), ADAPTIVE)
      for (const name of walk.data(node)) (isNear && !layers.has(node) ? near : far).add(name)
    }
}
