import { FlipCell, FlipSelection, type FlipImageOrder } from '../../shared/flips.ts'

/** Images of two runs, as an address names them. */
export interface FlipsAddress extends FlipSelection {
  first: number
  second: number
}

/** What the cells are called where people read it. */
export const cellNames: Record<FlipCell, string> = {
  'both-right': 'Both right',
  lost: 'Lost',
  gained: 'Gained',
  'same-wrong': 'Both wrong alike',
  'different-wrong': 'Both wrong differently',
}

/** What they mean. */
export const cellMeanings: Record<FlipCell, string> = {
  'both-right': 'right in both runs',
  lost: 'right in A and wrong in B',
  gained: 'wrong in A and right in B',
  'same-wrong': 'taken for the same wrong class in both runs',
  'different-wrong': 'taken for different wrong classes',
}

/** What the images can be sorted by, by what stands first. */
export const orderNames: Record<FlipImageOrder, string> = {
  confidence: 'Most confident first',
  'confidence-lost': 'Most confidence lost',
  'confidence-gained': 'Most confidence gained',
  file: 'File, A to Z',
}

/** All images that the second run lost. */
export const noSelection: FlipSelection = FlipSelection.parse({})

/** The run that is wrong on the images of a cell, and the other one; where both are alike, the second is meant. */
export function shownRun({ first, second, cell }: FlipsAddress): { run: number; other: number } {
  return cell === 'gained' ? { run: first, other: second } : { run: second, other: first }
}

const swappedCells: Partial<Record<FlipCell, FlipCell>> = { lost: 'gained', gained: 'lost' }

const swappedOrders: Partial<Record<FlipImageOrder, FlipImageOrder>> = {
  'confidence-lost': 'confidence-gained',
  'confidence-gained': 'confidence-lost',
}

/** The same images in the same order with the runs the other way round. */
export function swapped({ first, second, cell, order, ...of }: FlipsAddress): FlipsAddress {
  return {
    first: second,
    second: first,
    cell: swappedCells[cell] ?? cell,
    order: swappedOrders[order] ?? order,
    ...of,
  }
}

export function isSameAddress(one: FlipsAddress, other: FlipsAddress): boolean {
  return one.first === other.first && one.second === other.second && isSameSelection(one, other)
}

function isSameSelection(one: FlipSelection, other: FlipSelection): boolean {
  return (Object.keys(noSelection) as (keyof FlipSelection)[]).every((key) => one[key] === other[key])
}

/** The selection as it stands in an address: what is as by default is not named. */
export function selectionParameters({
  cell,
  label,
  group,
  tag,
  order,
}: FlipSelection): Record<string, string | number | null> {
  return {
    cell: cell === noSelection.cell ? null : cell,
    label,
    group: group || null,
    tag: tag || null,
    order: order === noSelection.order ? null : order,
  }
}

/** The inverse of {@link selectionParameters}; what makes no sense is left out. */
export function parseSelection(parameters: URLSearchParams): FlipSelection {
  const label = parameters.get('label')
  const { cell, group, tag, order } = FlipSelection.shape
  return {
    cell: cell.safeParse(parameters.get('cell')).data ?? noSelection.cell,
    label: FlipSelection.shape.label.safeParse(label === null || label === '' ? null : Number(label)).data ?? null,
    group: group.safeParse(parameters.get('group')).data ?? noSelection.group,
    tag: tag.safeParse(parameters.get('tag')).data ?? noSelection.tag,
    order: order.safeParse(parameters.get('order')).data ?? noSelection.order,
  }
}

/** Two runs as a parameter of an image's address, `1,2`; undefined where it names no such pair. */
export function parsePair(text: string | null): { first: number; second: number } | undefined {
  const [, first, second] = /^(\d+),(\d+)$/.exec(text ?? '') ?? []
  return first === undefined || second === undefined ? undefined : { first: Number(first), second: Number(second) }
}
