import { z } from 'zod'
import { ClassIndex, CurveY } from '../../shared/sweep-curve.ts'

/** What a sweep's sizes are laid out by: what the network sees, what it computes, and the two rates that were measured. */
export const CurveX = z.enum(['crop', 'macs', 'session', 'pipeline'])
export type CurveX = z.infer<typeof CurveX>

/** What is looked at of a sweep's curve, as an address names it. */
export interface CurveAddress {
  x: CurveX
  y: CurveY
  /** Canonical indices of those whose accuracy `classes` is, ascending. */
  classes: readonly number[]
  /** Whether the published table is laid beside. */
  published: boolean
}

/** Top-1 against the crop. */
export const wholeCurve: CurveAddress = { x: 'crop', y: 'top1', classes: [], published: false }

const Label = z.coerce.number().pipe(ClassIndex)

/** As the parameters of an address: what is as by default is not named. */
export function curveParameters({ x, y, classes, published }: CurveAddress): Record<string, string | null> {
  return {
    x: x === wholeCurve.x ? null : x,
    y: y === wholeCurve.y ? null : y,
    classes: classes.length === 0 ? null : classes.join(','),
    published: published ? '1' : null,
  }
}

/** The inverse of {@link curveParameters}; what makes no sense is left out. */
export function parseCurveAddress(parameters: URLSearchParams): CurveAddress {
  const named = (parameters.get('classes') ?? '').split(',').filter(Boolean)
  return {
    x: CurveX.catch(wholeCurve.x).parse(parameters.get('x')),
    y: CurveY.catch(wholeCurve.y).parse(parameters.get('y')),
    classes: sortedSet(named.flatMap((label) => Label.safeParse(label).data ?? [])),
    published: parameters.get('published') === '1',
  }
}

/** Each once, ascending. */
export function sortedSet(labels: readonly number[]): number[] {
  return [...new Set(labels)].toSorted((a, b) => a - b)
}
