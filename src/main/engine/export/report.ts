import type { ReportKind } from '../../../shared/report.ts'
import { ErrorFilter } from '../../../shared/results.ts'
import { annotationFields, annotationRecords } from './report-annotations.ts'
import { classFields, classRecords } from './report-classes.ts'
import { confusionFields, confusionRecords } from './report-confusions.ts'
import { imageFields, imageRecords } from './report-images.ts'
import type { ReportSource } from './report-source.ts'
import { summaryFields } from './report-summary.ts'
import { layOut, type Table } from './table.ts'

const everyError = ErrorFilter.parse({})

/** Every report there is. Names and order of their columns are a contract: other programs read them (docs/formats.md). */
const reports: Record<ReportKind, (source: ReportSource) => Table> = {
  summary: ({ summary }) => layOut(summaryFields, [summary]),
  classes: (source) => layOut(classFields, classRecords(source)),
  images: (source) => layOut(imageFields, imageRecords(source, source.db.predictions.ids(source.row.id))),
  errors: (source) =>
    layOut(imageFields, imageRecords(source, source.db.predictions.errors(source.row.id, everyError))),
  confusions: (source) => layOut(confusionFields, confusionRecords(source)),
  annotations: (source) => layOut(annotationFields, annotationRecords(source)),
}

/** A report as a table; its rows are read as they are asked for. */
export function report(source: ReportSource, kind: ReportKind): Table {
  return reports[kind](source)
}
