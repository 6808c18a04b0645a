import { z } from 'zod'

export const ReportKind = z.enum(['summary', 'classes', 'images', 'errors', 'confusions'])
export type ReportKind = z.infer<typeof ReportKind>

export const ReportFormat = z.enum(['csv', 'json', 'md', 'table'])
export type ReportFormat = z.infer<typeof ReportFormat>

/**
 * How a cell is shown to people; in CSV and JSON every number is exact. `fraction` becomes a percentage with one
 * decimal, `text` is what may need neutralising in a spreadsheet.
 */
export type CellKind = 'text' | 'integer' | 'fraction' | 'number'

export type Cell = string | number | null

export interface Column {
  name: string
  kind: CellKind
}

const text = (...names: string[]): Column[] => names.map((name) => ({ name, kind: 'text' }))
const integer = (...names: string[]): Column[] => names.map((name) => ({ name, kind: 'integer' }))
const fraction = (...names: string[]): Column[] => names.map((name) => ({ name, kind: 'fraction' }))
const number = (...names: string[]): Column[] => names.map((name) => ({ name, kind: 'number' }))

const perImage = [
  ...text('file'),
  ...integer('label'),
  ...text('label_wnid'),
  ...integer('rank', 'top1', 'top2', 'top3', 'top4', 'top5'),
  ...number('p1', 'p2', 'p3', 'p4', 'p5'),
]

/** The columns of every report, in order. They are a contract: other programs read them (docs/formats.md). */
export const reportColumns: Record<ReportKind, Column[]> = {
  summary: [
    ...text('model'),
    ...integer('run'),
    ...text('dataset'),
    ...integer('img_size', 'crop'),
    ...number('crop_pct'),
    ...text('interpolation'),
    ...fraction('top1', 'top1_err', 'top5', 'top5_err', 'top1_lo', 'top1_hi'),
    ...integer('images', 'skipped'),
    ...number('param_count', 'infer_gmacs'),
    ...text('provider', 'device'),
    ...integer('infer_batch_size'),
    ...number('infer_samples_per_sec', 'infer_p50_ms', 'infer_p99_ms', 'pipeline_fps', 'decode_fps'),
  ],
  classes: [
    ...integer('index'),
    ...text('wnid', 'name'),
    ...integer('images', 'top1_correct'),
    ...fraction('top1', 'top1_lo', 'top1_hi', 'top5'),
    ...text('most_confused_with'),
    ...integer('most_confused_count'),
  ],
  images: perImage,
  errors: perImage,
  confusions: [
    ...integer('label_index'),
    ...text('label_wnid', 'label_name'),
    ...integer('predicted_index'),
    ...text('predicted_wnid', 'predicted_name'),
    ...integer('count'),
    ...fraction('share'),
  ],
}
