import type { FoundingBench, FoundingBenchRow, NotMeasured } from '../../../shared/bench.ts'
import {
  comparedAccuracy,
  marked,
  rateOf,
  speedupOf,
  speedupRange,
  square,
  type FoundingRow,
} from '../../../shared/founding-table.ts'
import { foundingSizes, published, PUBLISHED_SOURCE, type FoundingSize } from '../../../shared/published.ts'
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
import { printableJson } from '../../../shared/text.ts'
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
    yield* formatForPeople(layOut(peopleFields, [...rows.map((row) => measuredRow(row, rows[0])), ...quoted]), format)
    yield '\n'
  }
  const conditions = describeConditions(bench, providers)
  const rows = bench.tables.flatMap((table) => table.rows)
  yield prose(`${OF_SPEEDUPS}\n${conditions}${rows.map(doubtLine).join('')}`, format)
  if (withPublished) yield prose(`${QUOTED}\n`, format)
}

export const OF_SPEEDUPS = 'Speed-ups are ratios of median rates; the networks were measured in turn.'

/** Why a row's rate is uncertain, as a line of its own; empty where it is not. */
export const doubtLine = (row: FoundingBenchRow) =>
  describeDoubt(row.architecture, row)
    .map((line) => `${line}\n`)
    .join('')

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

function measuredRow(row: FoundingBenchRow, baseline = row): PeopleRow {
  return {
    ...speedCells(row, baseline),
    ...{ top1: comparedAccuracy(null, null), top5: comparedAccuracy(null, null) },
    macs: row.gmacs === null ? null : row.gmacs * 1e3,
    fewer: row === baseline || row.gmacsRatio === null ? '' : `${row.gmacsRatio.toFixed(2)}x`,
    share: row.peakShare,
  }
}

/** What a row is of, and its speed against that of the first row. */
export function speedCells(row: FoundingBenchRow, baseline: FoundingBenchRow) {
  const isFirst = row === baseline
  const isUncertain = [row, baseline].some((each) => speedDoubts(each).length > 0)
  return {
    architecture: row.architecture,
    input: square(row.input),
    crop: square(row.crop),
    rate: marked({ figure: rateOf(row.fps), against: isFirst ? '' : speedupOf(row.speedup) }, isUncertain),
    spread: row.spread,
    interval: isFirst ? '' : speedupRange(row.speedupInterval),
  }
}

/** The rows of a table that there is not. */
const missedRows = (missed: NotMeasured): (NotMeasured & FoundingSize)[] =>
  foundingSizes.map((size) => ({ ...missed, ...size }))

const plainFields = ({
  weights,
  precision,
}: FoundingBench): Field<FoundingBenchRow | (NotMeasured & FoundingSize)>[] => [
  [text('architecture'), ({ architecture }) => architecture],
  [integer('input'), ({ input }) => input],
  [text('weights'), () => weights],
  [text('precision'), () => precision],
  ...resultFields,
  measuredOnly(number('gmacs_ratio'), ({ gmacsRatio }: FoundingBenchRow) => gmacsRatio),
  measuredOnly(number('speedup'), ({ speedup }: FoundingBenchRow) => speedup),
]

/** Behind all that earlier versions had. */
export const laterFields: readonly Field<FoundingBenchRow | (NotMeasured & FoundingSize)>[] = [
  measuredOnly(number('speedup_lo'), ({ speedupInterval }: FoundingBenchRow) => speedupInterval?.[0] ?? null),
  measuredOnly(number('speedup_hi'), ({ speedupInterval }: FoundingBenchRow) => speedupInterval?.[1] ?? null),
  doubtField,
]

/** What published rows call the columns that tell of them here as well. */
export const PUBLISHED_NAMES = { architecture: 'model', input: 'resize', infer_samples_per_sec: 'session_fps' }
