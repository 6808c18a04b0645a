import { FlipCell, FlipSelection } from '../../shared/flips.ts'

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

/** The run that is wrong on the images of a cell, and the other one; where both are alike, the second is meant. */
export function shownRun({ first, second, cell }: FlipsAddress): { run: number; other: number } {
  return cell === 'gained' ? { run: first, other: second } : { run: second, other: first }
}

const swappedCells: Partial<Record<FlipCell, FlipCell>> = { lost: 'gained', gained: 'lost' }

/** The same images with the runs the other way round. */
export function swapped({ first, second, cell, label }: FlipsAddress): FlipsAddress {
  return { first: second, second: first, cell: swappedCells[cell] ?? cell, label }
}

export function isSameAddress(one: FlipsAddress, other: FlipsAddress): boolean {
  return (
    one.first === other.first && one.second === other.second && one.cell === other.cell && one.label === other.label
  )
}

/** The selection as it stands in an address: what is as by default is not named. */
export function selectionParameters({ cell, label }: FlipSelection): Record<string, string | number | null> {
  return { cell: cell === 'lost' ? null : cell, label }
}

/** The inverse of {@link selectionParameters}; what makes no sense is left out. */
export function parseSelection(parameters: URLSearchParams): FlipSelection {
  const label = parameters.get('label')
  return {
    cell: FlipSelection.shape.cell.safeParse(parameters.get('cell')).data ?? 'lost',
    label: FlipSelection.shape.label.safeParse(label === null || label === '' ? null : Number(label)).data ?? null,
  }
}

/** Two runs as a parameter of an image's address, `1,2`; undefined where it names no such pair. */
export function parsePair(text: string | null): { first: number; second: number } | undefined {
  const [, first, second] = /^(\d+),(\d+)$/.exec(text ?? '') ?? []
  return first === undefined || second === undefined ? undefined : { first: Number(first), second: Number(second) }
}
