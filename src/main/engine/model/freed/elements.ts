import type { Element, Site, State } from './site.ts'

// Sizes that a graph computes: of each number, where it comes from.

const RANK: Record<Element, number> = { stated: 0, kept: 1, free: 2 }

/** What a number computed from others depends on: the most of theirs. */
const most = (all: readonly Element[]): Element =>
  all.reduce<Element>((found, each) => (RANK[each] > RANK[found] ? each : found), 'stated')

/** Of a shape, which of its numbers follow the images. */
export function shapeOf(site: Site): State {
  const elements = site.axes(site.input(0)).map((isFree): Element => (isFree ? 'free' : 'kept'))
  if (site.operator === 'Size') return { axes: [], elements: [most(elements)] }
  const [start, end] = [site.int('start') ?? 0, site.int('end')]
  return { axes: [false], elements: elements.slice(start, end) }
}

type Rule = (site: Site) => readonly Element[]

const first: Rule = (site) => site.elements(site.input(0))

/** Operators on sizes whose numbers are not each computed from those at the same place. */
const moving: Partial<Record<string, Rule>> = {
  Concat: (site) => site.node.inputs.flatMap((name) => site.elements(name)),
  Gather: (site) => {
    const elements = first(site)
    return (site.values(site.input(1)) ?? []).map((at) => elements.at(at) ?? 'free')
  },
  Slice: (site) => {
    const [from, to] = [site.settings('starts', 1)?.[0] ?? 0, site.settings('ends', 2)?.[0] ?? Infinity]
    const step = site.values(site.input(4))?.[0] ?? 1
    return step === 1 ? first(site).slice(from, to) : first(site).map(() => most(first(site)))
  },
}
for (const operator of ['Squeeze', 'Unsqueeze', 'Reshape']) moving[operator] = first

/** Those that compute each number from the numbers at its place, or from all. */
const COMPUTING = new Set([
  ...[
    'Identity',
    'Cast',
    'Add',
    'Sub',
    'Mul',
    'Div',
    'Mod',
    'Neg',
    'Abs',
    'Floor',
    'Ceil',
    'Round',
    'Min',
    'Max',
    'Sqrt',
  ],
  ...['Pow', 'Where', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Not', 'And', 'Or'],
  ...['ReduceProd', 'ReduceMin', 'ReduceMax', 'ReduceSum'],
])

/** What is known of what a node computes of sizes alone; null where it does something else. */
export function followSizes(site: Site): State | null {
  const computed = site.node.inputs.filter((name) => site.isComputed(name))
  if (computed.length === 0 || computed.some((name) => site.state(name).elements === null)) return null
  const { operator, outputDims: dims } = site
  if (dims.length > 1) return null
  const count = dims[0] ?? 1
  const found = moving[operator]?.(site)
  const axes = dims.map(() => false)
  if (found?.length === count) return { axes, elements: found }
  if (!found && !COMPUTING.has(operator)) return null
  const all = site.node.inputs.filter((name) => name !== '').map((name) => site.elements(name))
  const each = Array.from({ length: count }, (_, i) =>
    most(all.flatMap((elements) => (elements.length === count ? [elements[i] ?? 'free'] : elements))),
  )
  return { axes, elements: each }
}
