import { printedNumber, printedSide, published } from '../../../../shared/published.ts'
import type { CurveY } from '../../../../shared/sweep-curve.ts'
import type { CurveX } from '../../../lib/curve-address.ts'

/** A row of the published table as a point: nothing of it was measured here. */
export interface PublishedFigure {
  name: string
  x: number
  /** A fraction. */
  value: number
}

/** Whether the published table has both of what is drawn: it has neither multiply-adds nor classes nor confidences. */
export function hasPublished(x: CurveX, y: CurveY): boolean {
  return (x === 'crop' || x === 'session') && (y === 'top1' || y === 'top5')
}

/** Its rows where it has both, and none where it has not. */
export function publishedFigures(x: CurveX, y: CurveY): PublishedFigure[] {
  if (!hasPublished(x, y)) return []
  return published.flatMap((row) => {
    const accuracy = printedNumber(row[y === 'top5' ? 'top5' : 'top1'].figure)
    const at = x === 'crop' ? printedSide(row.crop) : printedNumber(row.rate.figure)
    if (accuracy === null || at === null) return []
    const name = `${row.architecture} ${printedSide(row.input)}/${printedSide(row.crop)}`
    return [{ name, x: at, value: accuracy / 100 }]
  })
}
