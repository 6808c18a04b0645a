import type { FoundingRow } from '../../../shared/founding-table.ts'
import { printedNumber, published, PUBLISHED_SOURCE } from '../../../shared/published.ts'
import { fraction, integer, number, text, type ReportFormat } from '../../../shared/report.ts'
import { formatTable, isForPeople } from './format.ts'
import { foundingFields } from './founding-fields.ts'
import { layOut, type Field } from './table.ts'

/** What is said below published rows, so that nobody takes them for measured ones. */
export const QUOTED =
  `The published figures are ${PUBLISHED_SOURCE}. ` +
  'None of them was measured here; their deltas and speed-ups are against their own first row.'

/** The published rows of the founding table: as they were printed for people, as numbers for programs. */
export async function* formatPublished(format: ReportFormat): AsyncGenerator<string> {
  yield* formatTable(layOut(isForPeople(format) ? foundingFields : publishedFields, published), format)
  if (isForPeople(format)) yield `\n${QUOTED}\n`
}

/** The printed figures as numbers, under the names that they have in the comparison. */
export const publishedFields: readonly Field<FoundingRow>[] = [
  [text('model'), ({ architecture }) => architecture],
  [text('fit'), () => 'squash'],
  [integer('resize'), ({ input }) => figure(input)],
  [integer('crop'), ({ crop }) => figure(crop)],
  [fraction('top1'), ({ top1 }) => share(top1.figure)],
  [fraction('top1_delta'), ({ top1 }) => share(top1.against)],
  [fraction('top5'), ({ top5 }) => share(top5.figure)],
  [fraction('top5_delta'), ({ top5 }) => share(top5.against)],
  [number('session_fps'), ({ rate }) => figure(rate.figure)],
  [number('speedup'), ({ rate }) => figure(rate.against)],
  [text('source'), () => PUBLISHED_SOURCE],
]

/** Null where nothing is printed. */
function figure(printed: string): number | null {
  const value = printedNumber(printed)
  return Number.isNaN(value) ? null : value
}

/** A printed percentage, or difference in points, as a fraction; its one decimal makes three, without a binary tail. */
function share(printed: string): number | null {
  const points = figure(printed)
  return points === null ? null : Number((points / 100).toFixed(3))
}
