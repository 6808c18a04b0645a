import type { ClassEntry } from '../../../shared/dataset.ts'
import { text, type Field } from '../../../shared/report.ts'
import type { ReportSource } from './report-source.ts'

interface AnnotationRecord {
  path: string
  labelClass: ClassEntry | undefined
  tags: readonly string[]
  note: string
}

export const annotationFields: readonly Field<AnnotationRecord>[] = [
  [text('file'), ({ path }) => path],
  [text('label_wnid'), ({ labelClass }) => labelClass?.wnid ?? null],
  [text('tags'), ({ tags }) => tags.join(', ')],
  [text('note'), ({ note }) => note],
]

/** The annotated images of the run's dataset as it was when the run began, in order of their path. */
export function annotationRecords({ db, row }: ReportSource): AnnotationRecord[] {
  const classes = db.datasets.classes(row.datasetId)
  return db.annotations.list(row.datasetId, row.generation).map(({ path, label, tags, note }) => ({
    path,
    labelClass: label === null ? undefined : classes[label],
    tags,
    note,
  }))
}
