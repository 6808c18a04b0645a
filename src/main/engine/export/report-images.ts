import type { ClassEntry } from '../../../shared/dataset.ts'
import { integer, number, text } from '../../../shared/report.ts'
import type { PredictionOrder, PredictionRow } from '../db/index.ts'
import type { ReportSource } from './report-source.ts'
import type { Field } from './table.ts'

/** Rows read at a time: some milliseconds' worth. */
const PAGE = 500

interface ImageRecord extends PredictionRow {
  labelClass: ClassEntry | undefined
}

const FIVE = [0, 1, 2, 3, 4]

export const imageFields: readonly Field<ImageRecord>[] = [
  [text('file'), ({ path }) => path],
  [integer('label'), ({ label }) => label],
  [text('label_wnid'), ({ labelClass }) => labelClass?.wnid ?? null],
  [integer('rank'), ({ rank }) => rank],
  ...FIVE.map((i): Field<ImageRecord> => [integer(`top${i + 1}`), ({ classes }) => classes[i] ?? null]),
  ...FIVE.map((i): Field<ImageRecord> => [number(`p${i + 1}`), (row) => singlePrecision(row.probabilities[i])]),
]

export function* imageRecords({ db, row }: ReportSource, order: PredictionOrder): Generator<ImageRecord> {
  const classes = db.datasets.classes(row.datasetId)
  const ids = db.predictions.ids(row.id, order)
  for (let i = 0; i < ids.length; i += PAGE)
    for (const prediction of db.predictions.rows(row.id, ids.slice(i, i + PAGE)))
      yield { ...prediction, labelClass: classes[prediction.label] }
}

/** The shortest decimal that reads back as the same 32-bit float: nothing is lost, nothing is made up. */
function singlePrecision(value: number | undefined): number | null {
  if (value === undefined) return null
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number(value.toPrecision(9))
}
