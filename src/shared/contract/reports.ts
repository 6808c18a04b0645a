import { z } from 'zod'
import { FlipSelection } from '../flips.ts'
import { DatasetReportKind, PairReportKind, ReportFormat, ReportKind, TableInput } from '../report.ts'
import { ErrorFilter } from '../results.ts'
import { RunReference, SavedFile, Text } from './common.ts'
import type { Methods } from './method.ts'
import { CompareInput } from './results.ts'

/**
 * Of the misclassified images, a report can hold those of a filter, in its order; of all images, those that are named, in
 * that order and with their tags.
 */
const ReportInput = z.object({
  run: RunReference,
  as: ReportKind,
  format: ReportFormat,
  filter: ErrorFilter.optional(),
  images: z.array(z.int()).max(100_000).optional(),
})
/** The dataset by its id, also where that is text, or by its name. */
const DatasetReportInput = z.object({
  dataset: z.union([z.int(), z.string().min(1)]),
  as: DatasetReportKind,
  format: ReportFormat,
})
/** The comparison as text; the published rows of the founding table can be laid below one's own, as quoted figures. */
const ComparisonInput = CompareInput.extend({ format: ReportFormat, withPublished: z.boolean().default(false) })
const FlipReportInput = FlipSelection.extend({ first: RunReference, second: RunReference, format: ReportFormat })
const PairReportInput = z.object({
  first: RunReference,
  second: RunReference,
  as: PairReportKind,
  format: ReportFormat,
})
const To = z.object({ file: z.string().min(1) })

export const reportMethods = {
  'reports.render': { input: ReportInput, output: Text, page: true },
  'reports.save': { input: ReportInput.extend(To.shape), output: SavedFile, page: 'granted' },
  'datasets.render': { input: DatasetReportInput, output: Text, page: true },
  'datasets.save': { input: DatasetReportInput.extend(To.shape), output: SavedFile, page: 'granted' },
  'comparisons.render': { input: ComparisonInput, output: Text, page: true },
  'comparisons.save': { input: ComparisonInput.extend(To.shape), output: SavedFile, page: 'granted' },
  /** The selected images of two runs with both answers. */
  'flips.render': { input: FlipReportInput, output: Text, page: true },
  'flips.save': { input: FlipReportInput.extend(To.shape), output: SavedFile, page: 'granted' },
  /** Two runs beside each other, on the images that both evaluated. */
  'pairs.render': { input: PairReportInput, output: Text, page: true },
  'pairs.save': { input: PairReportInput.extend(To.shape), output: SavedFile, page: 'granted' },
  /** A chart as the window drew it. */
  'charts.save': { input: To.extend({ bytes: z.instanceof(Uint8Array) }), output: SavedFile, page: 'granted' },
  /** A table as somebody looks at it, in the formats of the reports. */
  'tables.render': { input: TableInput, output: Text, page: true },
  'tables.save': { input: TableInput.extend(To.shape), output: SavedFile, page: 'granted' },
} satisfies Methods
