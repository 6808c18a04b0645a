import { deserializeError } from '../../../shared/errors.ts'
import type { SweepEstimate } from '../../../shared/sweep.ts'
import { wordError } from '../../lib/word-remedy.ts'

/** How a model takes a size: null where that has not been tried. */
export type Fit = 'fits' | 'refused' | null

/** Sizes that a model cannot be run at, for one reason. */
export interface Refusal {
  sizes: string[]
  reason: string
}

/** What was found out of a model, by its name: how it takes each size, and why it does not take some. */
export function fitsOf(
  estimate: Pick<SweepEstimate, 'fitting' | 'refused'> | null,
  name: string,
): { fit: (size: string) => Fit; refusals: Refusal[] } {
  const fitting = new Set(estimate?.fitting.flatMap(({ model, size }) => (model === name ? [size] : [])))
  const refused = estimate?.refused.filter(({ model }) => model === name) ?? []
  const reasons = refused.map(({ error }) => wordError(deserializeError(error)))
  const refusals = [...new Set(reasons)].map((reason) => {
    return { reason, sizes: refused.flatMap(({ size }, i) => (reasons[i] === reason ? [size] : [])) }
  })
  return {
    fit: (size) => (fitting.has(size) ? 'fits' : refused.some((row) => row.size === size) ? 'refused' : null),
    refusals,
  }
}
