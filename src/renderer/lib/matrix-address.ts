import { z } from 'zod'
import type { Viewport } from './matrix-viewport.ts'

/** Classes by their canonical index, or so that those confused with each other are neighbours. */
export type MatrixOrder = 'index' | 'clustered'

/** What is looked at of a run's confusions, as an address names it. */
export interface MatrixAddress {
  /** What the pairs are searched for. */
  search: string
  order: MatrixOrder
  diagonal: boolean
  /** The part of the matrix that somebody has moved to; null as long as it is the whole. */
  part: Viewport | null
}

/** All pairs, and the whole matrix in order of the indices, without its diagonal. */
export const wholeMatrix: MatrixAddress = { search: '', order: 'index', diagonal: false, part: null }

/** Characters. */
export const LONGEST_SEARCH = 200

const Part = z.tuple([z.number().nonnegative(), z.number().nonnegative(), z.number().positive()])

/** As the parameters of an address: what is as by default is not named. */
export function matrixParameters({ search, order, diagonal, part }: MatrixAddress): Record<string, string | null> {
  return {
    search: search === '' ? null : search,
    order: order === wholeMatrix.order ? null : order,
    diagonal: diagonal ? 'true' : null,
    part: part && [part.left, part.top, part.cell].join(','),
  }
}

/** The inverse of {@link matrixParameters}; what makes no sense is left out. */
export function parseMatrixAddress(parameters: URLSearchParams): MatrixAddress {
  const numbers = parameters.get('part')?.split(',').map(Number)
  const [left = 0, top = 0, cell = 0] = (numbers && Part.safeParse(numbers).data) ?? []
  return {
    search: parameters.get('search')?.slice(0, LONGEST_SEARCH) ?? wholeMatrix.search,
    order: parameters.get('order') === 'clustered' ? 'clustered' : wholeMatrix.order,
    diagonal: parameters.get('diagonal') === 'true',
    part: cell > 0 ? { left, top, cell } : null,
  }
}

/** The part as an address says it, nowhere a pixel of the screen from where it is. */
export function rounded({ left, top, cell }: Viewport): Viewport {
  return { left: Number(left.toFixed(2)), top: Number(top.toFixed(2)), cell: Number(cell.toPrecision(5)) }
}
