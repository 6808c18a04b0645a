import type { FoundingRow } from '../../../shared/founding-table.ts'
import { printedNumber, printedSide, published, PUBLISHED_SOURCE } from '../../../shared/published.ts'
import { fraction, integer, isForPeople, number, text, type Field, type ReportFormat } from '../../../shared/report.ts'
import { formatForPeople, formatTable, prose } from './format.ts'
import { foundingFields } from './founding-fields.ts'
import { layOut, type Table } from './table.ts'

/** What is said below published rows, so that nobody takes them for measured ones. */
export const QUOTED =
  `The published figures are ${PUBLISHED_SOURCE}. ` +
  'None of them was measured here; their deltas and speed-ups are against their own first row.'

/** The published rows of the founding table: as they were printed for people, as numbers for programs. */
export async function* formatPublished(format: ReportFormat): AsyncGenerator<string> {
  if (isForPeople(format)) yield* formatForPeople(layOut(foundingFields, published), format)
  else yield* formatTable(layOut(publishedFields, published), format)
  yield prose(`\n${QUOTED}\n`, format)
}

/** The printed figures as numbers, under the names that they have in the comparison. */
const publishedFields: readonly Field<FoundingRow>[] = [
  [text('model'), ({ architecture }) => architecture],
  [text('fit'), () => 'squash'],
  [integer('resize'), ({ input }) => printedSide(input)],
  [integer('crop'), ({ crop }) => printedSide(crop)],
  [fraction('top1'), ({ top1 }) => share(top1.figure)],
  [fraction('top1_delta'), ({ top1 }) => share(top1.against)],
  [fraction('top5'), ({ top5 }) => share(top5.figure)],
  [fraction('top5_delta'), ({ top5 }) => share(top5.against)],
  [number('session_fps'), ({ rate }) => printedNumber(rate.figure)],
  [number('speedup'), ({ rate }) => printedNumber(rate.against)],
  [text('source'), () => PUBLISHED_SOURCE],
]

/** A printed percentage, or difference in points, as a fraction; its one decimal makes three, without a binary tail. */
function share(printed: string): number | null {
  const points = printedNumber(printed)
  return points === null ? null : Number((points / 100).toFixed(3))
}

/**
 * The published rows for people to read below measured ones, marked as quoted.
 * @param blank what stands in the columns that only measured rows fill
 */
export const quotedRows = <T>(blank: T): (FoundingRow & T)[] =>
  published.map((row) => ({ ...row, ...blank, architecture: `${row.architecture} (published, K40)` }))

/**
 * Measured rows for programs, and the published ones below. One more column says where a row is from; published rows
 * fill those of the others that they know.
 * @param later fields of later versions: they come behind that column, where it has always been
 * @param called what a column is called in {@link publishedFields}, where its own name is another
 */
export function besidePublished<T>(
  fields: readonly Field<T>[],
  later: readonly Field<T>[],
  rows: readonly T[],
  called: Readonly<Record<string, string>> = {},
): Table {
  const read = new Map(publishedFields.map(([{ name }, readCell]) => [name, readCell]))
  const all: Field<T>[] = [...fields, [text('source'), () => 'measured here'], ...later]
  const columns = all.map(([column]) => column)
  const measured = rows.map((row) => all.map(([, readCell]) => readCell(row)))
  const quoted = published.map((row) => columns.map(({ name }) => read.get(called[name] ?? name)?.(row) ?? null))
  return { columns, rows: [...measured, ...quoted] }
}
