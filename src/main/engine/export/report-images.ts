import type { ClassEntry } from '../../../shared/dataset.ts'
import { integer, number, text, type Field } from '../../../shared/report.ts'
import type { ErrorFilter } from '../../../shared/results.ts'
import type { PredictionRow } from '../db/index.ts'
import { shortestDecimal, tagsOf, withLabels } from '../results/index.ts'
import { readPaged } from './read-paged.ts'
import type { ReportSource } from './report-source.ts'

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

interface TaggedRecord extends ImageRecord {
  tags: readonly string[]
}

/** Of images that are named. */
export const taggedImageFields: readonly Field<TaggedRecord>[] = [
  ...imageFields,
  [text('tags'), ({ tags }) => tags.join(', ')],
]

export function* imageRecords({ db, row }: ReportSource, ids: readonly number[]): Generator<ImageRecord> {
  const classes = db.datasets.classes(row.datasetId)
  for (const prediction of readPaged(ids, (page) => db.predictions.rows(row.id, page)))
    yield { ...prediction, labelClass: classes[prediction.label] }
}

/** These images with their tags, in this order; those that the run has no answer to are left out. */
export function* taggedImageRecords(source: ReportSource, ids: readonly number[]): Generator<TaggedRecord> {
  for (const record of imageRecords(source, ids))
    yield { ...record, tags: tagsOf(source.db, [record.imageId])[0]?.tags ?? [] }
}

/** The misclassified images that a filter keeps, in its order. */
export async function* errorRecords(source: ReportSource, filter: ErrorFilter): AsyncGenerator<ImageRecord> {
  const { db, resources, row } = source
  const selected = await withLabels(db, resources, row.datasetId, filter)
  yield* imageRecords(source, db.predictions.errors(row.id, selected))
}

function decimalOrNull(probability: number | undefined): number | null {
  return probability === undefined ? null : shortestDecimal(probability)
}
