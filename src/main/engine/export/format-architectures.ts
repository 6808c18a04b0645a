import type { ArchitectureSize, ArchitectureSummary } from '../../../shared/architecture.ts'
import { integer, isForPeople, number, text, type Field, type ReportFormat } from '../../../shared/report.ts'
import { printableJson } from '../../../shared/text.ts'
import { formatTable, prose } from './format.ts'
import { layOut } from './table.ts'

type Row = Omit<ArchitectureSummary, 'sizes'> & ArchitectureSize

/** How a door lets its people choose among modifications: a part of a sentence. */
type Choice = (modifications: readonly string[]) => string

/** What each architecture learns and computes, one row a crop; exact counts for programs, millions for people. */
export async function* formatArchitectures(
  architectures: readonly ArchitectureSummary[],
  format: ReportFormat,
  choice: Choice,
): AsyncGenerator<string> {
  if (format === 'json') {
    yield printableJson(architectures, 2)
    return
  }
  const rows: Row[] = architectures.flatMap(({ sizes, ...summary }) => sizes.map((size) => ({ ...summary, ...size })))
  yield* formatTable(layOut(isForPeople(format) ? peopleFields : plainFields, rows), format)
  if (!isForPeople(format)) return
  yield prose(`\n${rows.flatMap(describeProblem).join('')}${describe(architectures, choice)}`, format)
}

const total = ({ macs }: Row) => macs && macs.convolutions + macs.innerProducts
const millions = (count: number | null | undefined) => (count == null ? null : count / 1e6)

const peopleFields: readonly Field<Row>[] = [
  [text('architecture'), ({ name }) => name],
  [integer('crop'), ({ crop }) => crop],
  [number('params (M)'), ({ params }) => millions(params)],
  [number('multiply-adds (M)'), (row) => millions(total(row))],
  [number('in convolutions'), ({ macs }) => millions(macs?.convolutions)],
  [number('in inner products'), ({ macs }) => millions(macs?.innerProducts)],
]

const plainFields: readonly Field<Row>[] = [
  [text('name'), ({ name }) => name],
  [text('title'), ({ title }) => title],
  [text('modifications'), ({ modifications }) => modifications.join(' ')],
  [integer('crop'), ({ crop }) => crop],
  [integer('params'), ({ params }) => params],
  [integer('macs'), total],
  [integer('conv_macs'), ({ macs }) => macs?.convolutions ?? null],
  [integer('inner_product_macs'), ({ macs }) => macs?.innerProducts ?? null],
  [text('problem'), ({ problem }) => problem],
]

function describe(architectures: readonly ArchitectureSummary[], choice: Choice): string {
  const width = Math.max(...architectures.map(({ name }) => name.length))
  const lines = architectures.map(({ name, title, modifications }) => {
    const chosen = modifications.length === 0 ? '' : `; ${choice(modifications)}`
    return `${name.padEnd(width)}  ${title}${chosen}\n`
  })
  return lines.join('')
}

function describeProblem({ name, crop, problem }: Row): string[] {
  return problem === null ? [] : [`${name} at ${crop}: ${problem}\n`]
}
