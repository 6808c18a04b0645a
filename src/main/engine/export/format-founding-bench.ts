import type { FoundingBench, FoundingBenchRow, NotMeasured } from '../../../shared/bench.ts'
import { marked, rateOf, speedupOf, speedupRange, square, type FoundingRow } from '../../../shared/founding-table.ts'
import { printedSide, published, PUBLISHED_SOURCE } from '../../../shared/published.ts'
import {
  fraction,
  integer,
  isForPeople,
  number,
  text,
  type Cell,
  type Field,
  type ReportFormat,
} from '../../../shared/report.ts'
import { speedDoubts } from '../../../shared/speed-doubt.ts'
import { printableJson, UNKNOWN } from '../../../shared/text.ts'
import { describeDoubt, doubtField, measuredOnly, resultFields } from './bench-fields.ts'
import { formatForPeople, formatTable, prose } from './format.ts'
import { describeConditions, providersOf } from './format-bench.ts'
import { besidePublished, QUOTED, quotedRows } from './format-published.ts'
import { foundingFields } from './founding-fields.ts'
import { layOut, type FieldForPeople } from './table.ts'

/**
 * The founding table's speeds in its own layout for people, a table for each provider and batch; with plain figures for programs.
 * @param withPublished lays the published rows below, marked as quoted
 */
export async function* formatFoundingBench(
  bench: FoundingBench,
  { format, withPublished }: { format: ReportFormat; withPublished: boolean },
): AsyncGenerator<string> {
  if (format === 'json') {
    yield printableJson(withPublished ? { ...bench, published, publishedSource: PUBLISHED_SOURCE } : bench, 2)
    return
  }
  if (!isForPeople(format)) {
    const fields = plainFields(bench)
    const rows = [...bench.tables.flatMap((table) => table.rows), ...bench.notMeasured.flatMap(missedRows)]
    const table = withPublished
      ? besidePublished(fields, laterFields, rows, PUBLISHED_NAMES)
      : layOut([...fields, ...laterFields], rows)
    yield* formatTable(table, format)
    return
  }
  const quoted = withPublished ? quotedRows({ macs: null, fewer: '', share: null, spread: null, interval: '' }) : []
  const providers = providersOf(bench.tables.flatMap((table) => table.rows))
  for (const { provider, batch, rows } of bench.tables) {
    yield prose(`Batch ${batch}${providers.length > 1 ? ` on ${provider}` : ''}:\n\n`, format)
    yield* formatForPeople(
      layOut(peopleFields, [...rows.map((row, index) => measuredRow(row, index, rows[0])), ...quoted]),
      format,
    )
    yield '\n'
  }
  const conditions = describeConditions(bench, providers)
  const rows = bench.tables.flatMap((table) => table.rows)
  const doubts = rows.flatMap((row) => describeDoubt(row.architecture, row)).map((line) => `${line}\n`)
  const about = 'Speed-ups are ratios of median rates; the networks were measured in turn.'
  yield prose(`${about}\n${conditions}${doubts.join('')}`, format)
  if (withPublished) yield prose(`${QUOTED}\n`, format)
}

interface PeopleRow extends FoundingRow {
  macs: Cell
  fewer: string
  share: Cell
  spread: Cell
  interval: string
}

const peopleFields: readonly FieldForPeople<PeopleRow>[] = [
  ...foundingFields,
  [number('Multiply-adds (M)'), ({ macs }) => macs],
  [text('Times fewer'), ({ fewer }) => fewer],
  [fraction('Of peak'), ({ share }) => share],
  [number('Spread'), ({ spread }) => spread],
  [text('Speed-up 80%'), ({ interval }) => interval],
]

function measuredRow(row: FoundingBenchRow, index: number, baseline = row): PeopleRow {
  const uncertain = [row, baseline].some((each) => speedDoubts(each).length > 0)
  const unknown = { figure: UNKNOWN, against: '' }
  return {
    architecture: row.architecture,
    input: square(row.input),
    crop: square(row.crop),
    top1: unknown,
    top5: unknown,
    rate: marked({ figure: rateOf(row.fps), against: index === 0 ? '' : speedupOf(row.speedup) }, uncertain),
    macs: row.gmacs === null ? null : row.gmacs * 1e3,
    fewer: index === 0 || row.gmacsRatio === null ? '' : `${row.gmacsRatio.toFixed(2)}x`,
    share: row.peakShare,
    spread: row.spread,
    interval: index === 0 ? '' : speedupRange(row.speedupInterval),
  }
}

interface Named {
  architecture: string
  input: number
}

/** The rows of a table that there is not. */
const missedRows = (missed: NotMeasured): (NotMeasured & Named)[] =>
  published.map(({ architecture, input, crop }) => ({
    ...missed,
    architecture,
    input: printedSide(input),
    crop: printedSide(crop),
  }))

const plainFields = ({ weights, precision }: FoundingBench): Field<FoundingBenchRow | (NotMeasured & Named)>[] => [
  [text('architecture'), ({ architecture }) => architecture],
  [integer('input'), ({ input }) => input],
  [text('weights'), () => weights],
  [text('precision'), () => precision],
  ...resultFields,
  measuredOnly(number('gmacs_ratio'), ({ gmacsRatio }: FoundingBenchRow) => gmacsRatio),
  measuredOnly(number('speedup'), ({ speedup }: FoundingBenchRow) => speedup),
]

/** Behind all that earlier versions had. */
const laterFields: readonly Field<FoundingBenchRow | (NotMeasured & Named)>[] = [
  measuredOnly(number('speedup_lo'), ({ speedupInterval }: FoundingBenchRow) => speedupInterval?.[0] ?? null),
  measuredOnly(number('speedup_hi'), ({ speedupInterval }: FoundingBenchRow) => speedupInterval?.[1] ?? null),
  doubtField,
]

/** What published rows call the columns that tell of them here as well. */
const PUBLISHED_NAMES = { architecture: 'model', input: 'resize', infer_samples_per_sec: 'session_fps' }
