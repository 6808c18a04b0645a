import type { Histogram } from '../../../../shared/dataset-contents.ts'
import { counted } from '../../../lib/format.ts'
import type { BinRow } from '../../../lib/table-fields.ts'

/** A bound as the decimal number that it is: three steps of 0.1 are 0.3. */
const bound = (bins: number, step: number) => Number((bins * step).toPrecision(12))

/** The bins with their bounds. */
export function binRows({ first, step, counts }: Histogram): BinRow[] {
  return counts.map((images, bin) => ({
    from: bound(first + bin, step),
    to: bound(first + bin + 1, step),
    images,
  }))
}

/** `450–500 px: 12 images`, with what lies beyond the ends. */
export function describeBin(
  rows: readonly BinRow[],
  bin: number,
  { smallest, largest }: Histogram,
  unit: string,
): string {
  const row = rows[bin]
  if (!row) return ''
  const isFirst = bin === 0 && smallest < row.from
  const isLast = bin === rows.length - 1 && largest >= row.to
  const range = isFirst ? `below ${row.to}` : isLast ? `${row.from} and more` : `${row.from}–${row.to}`
  return `${range}${unit && ` ${unit}`}: ${counted(row.images, 'image')}`
}

/** A figure with at most so many digits behind the point. */
export const rounded = (value: number, digits: number) => String(Number(value.toFixed(digits)))

/** `from 96 to 4368 px, half of them up to 500 px` */
export function describeReach({ smallest, median, largest }: Histogram, unit: string, digits: number): string {
  const [low, middle, high] = [smallest, median, largest].map((value) => rounded(value, digits))
  const suffix = unit && ` ${unit}`
  return low === high ? `all ${low}${suffix}` : `from ${low} to ${high}${suffix}, half of them up to ${middle}${suffix}`
}
