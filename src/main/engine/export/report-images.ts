import type { ClassEntry } from '../../../shared/dataset.ts'
import { integer, number, text, type Field } from '../../../shared/report.ts'
import type { PredictionRow } from '../db/index.ts'
import { shortestDecimal } from '../results/index.ts'
import type { ReportSource } from './report-source.ts'

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
  ...FIVE.map((i): Field<ImageRecord> => [number(`p${i + 1}`), ({ probabilities }) => decimalOrNull(probabilities[i])]),
]

export function* imageRecords({ db, row }: ReportSource, ids: readonly number[]): Generator<ImageRecord> {
  const classes = db.datasets.classes(row.datasetId)
  for (let i = 0; i < ids.length; i += PAGE)
    for (const prediction of db.predictions.rows(row.id, ids.slice(i, i + PAGE)))
      yield { ...prediction, labelClass: classes[prediction.label] }
}

function decimalOrNull(probability: number | undefined): number | null {
  return probability === undefined ? null : shortestDecimal(probability)
}
