import { AcuityError } from '../../../shared/errors.ts'
import type { ReportKind } from '../../../shared/report.ts'
import {
  classFields,
  confusionFields,
  damagedFields,
  groupResultFields,
  skippedFields,
  summaryFields,
} from '../../../shared/report-fields.ts'
import { ErrorFilter } from '../../../shared/results.ts'
import { annotationFields, annotationRecords } from './report-annotations.ts'
import { classRecords } from './report-classes.ts'
import { confusionRecords } from './report-confusions.ts'
import { groupRecords } from './report-groups.ts'
import { errorRecords, imageFields, imageRecords, taggedImageFields, taggedImageRecords } from './report-images.ts'
import { damagedRecords, skippedRecords } from './report-skipped.ts'
import { labelOrderFields, labelOrderRecords } from './report-label-order.ts'
import type { ReportSource } from './report-source.ts'
import { layOut, type Table } from './table.ts'

const everyError = ErrorFilter.parse({})

type MakeReport = (source: ReportSource, filter: ErrorFilter) => Table

/** Every report there is. Names and order of their columns are a contract: other programs read them (docs/formats.md). */
const reports: Record<ReportKind, MakeReport> = {
  summary: ({ summary }) => layOut(summaryFields, [summary]),
  classes: (source) => layOut(classFields, classRecords(source)),
  images: (source) => layOut(imageFields, imageRecords(source, source.db.predictions.ids(source.row.id))),
  errors: (source, filter) => layOut(imageFields, errorRecords(source, filter)),
  confusions: (source) => layOut(confusionFields, confusionRecords(source)),
  skipped: (source) => layOut(skippedFields, skippedRecords(source)),
  damaged: (source) => layOut(damagedFields, damagedRecords(source)),
  annotations: (source) => layOut(annotationFields, annotationRecords(source)),
  'label-order': (source) => layOut(labelOrderFields, labelOrderRecords(source)),
  groups: (source) => layOut(groupResultFields, groupRecords(source)),
}

/** Which images a report is to be of, where not of all. */
export interface ReportImages {
  /** Of the misclassified ones, those that it keeps, in its order. */
  filter?: ErrorFilter | undefined
  /** Those that have these ids, in this order; their tags are told as well. */
  images?: readonly number[] | undefined
}

/**
 * A report as a table; its rows are read as they are asked for.
 * @throws AcuityError `invalid-input` for a filter of anything but errors, or images of anything but images
 */
export function report(source: ReportSource, kind: ReportKind, { filter, images }: ReportImages = {}): Table {
  if (images && kind !== 'images')
    throw new AcuityError('invalid-input', `Only the report of images can be of some that are named, not ${kind}.`)
  if (images) return layOut(taggedImageFields, taggedImageRecords(source, images))
  if (filter && kind !== 'errors')
    throw new AcuityError('invalid-input', `Only the report of errors can be filtered and sorted, not ${kind}.`)
  return reports[kind](source, filter ?? everyError)
}
