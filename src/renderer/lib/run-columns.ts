import { z } from 'zod'
import { summaryFields } from '../../shared/report-fields.ts'
import { fraction, integer, text, type Field } from '../../shared/report.ts'
import { isEvaluated, type RunSummary, type Speed } from '../../shared/run.ts'
import { speedDoubts, UNCERTAIN } from '../../shared/speed-doubt.ts'
import { percent, UNKNOWN } from '../../shared/text.ts'
import { compact, count, date, fps, percentage } from './format.ts'
import { statusNames } from './run-status.ts'
import { interval } from './run-text.ts'

/** Columns that a table of runs can have, in the order in which they are offered. */
export const RunColumn = z.enum([
  'name',
  'model',
  'dataset',
  'size',
  'resampler',
  'images',
  'top1',
  'top5',
  'ece',
  'session',
  'pipeline',
  'decode',
  'macs',
  'provider',
  'created',
  'tags',
  'sweep',
  'status',
])
export type RunColumn = z.infer<typeof RunColumn>

/** A run with its figures as of this moment, and what is known beside its summary. */
export interface TableRun {
  run: RunSummary
  /** Its place among all, the newest first. */
  index: number
  /** The expected calibration error; undefined until it was counted, null where nothing can be. */
  ece: number | null | undefined
  /** The name of its sweep; null of a run by itself. */
  sweepName: string | null
}

export interface Cell {
  text: string
  /** What stands smaller beside it. */
  note?: string
  /** Said on hovering. */
  hint?: string
}

interface ColumnFacts {
  label: string
  hint?: string
  /** Width in pixels to begin with. */
  width: number
  figures: boolean
  /** What the table is sorted by; null is unknown. */
  key: (row: TableRun) => string | number | null
  descendingFirst: boolean
  cell: (row: TableRun) => Cell
  /** What an exported table has of it. */
  fields: readonly Field<TableRun>[]
}

type Facts = Omit<ColumnFacts, 'figures' | 'descendingFirst'>
const words = (facts: Facts): ColumnFacts => ({ ...facts, figures: false, descendingFirst: false })
const figures = (facts: Facts): ColumnFacts => ({ ...facts, figures: true, descendingFirst: true })

/** The columns that the summaries of runs have under these names. */
function summary(...names: string[]): Field<TableRun>[] {
  return names.flatMap((name) =>
    summaryFields
      .filter(([column]) => column.name === name)
      .map(([column, read]): Field<TableRun> => [column, ({ run }) => read(run)]),
  )
}

function speed(label: string, hint: string, of: keyof Speed, names: string[]): ColumnFacts {
  return figures({
    label,
    hint,
    width: 156,
    key: ({ run }) => run.speed[of]?.fps ?? null,
    cell: ({ run }) => speedCell(run.speed[of]),
    fields: summary(...names),
  })
}

function speedCell(measured: Speed[keyof Speed]): Cell {
  if (!measured) return { text: UNKNOWN }
  const doubts = speedDoubts(measured)
  const rate = `${fps(measured.fps)}${doubts.length > 0 ? ` ${UNCERTAIN}` : ''}`
  const note = measured.spread === null ? {} : { note: `spread ${percent(measured.spread)}` }
  return { text: rate, ...note, ...(doubts.length > 0 ? { hint: `measured ${doubts.join(', ')}` } : {}) }
}

/** Images between their resized side and the crop, as a size is written: `256/224`; null of imported answers. */
export const sizeOf = ({ recipe }: RunSummary): string | null =>
  recipe ? `${recipe.fit === 'none' ? '' : `${recipe.resize}/`}${recipe.crop}` : null

/** What each column is called and holds. */
export const runColumns: Readonly<Record<RunColumn, ColumnFacts>> = {
  name: words({
    label: 'Name',
    width: 210,
    key: ({ run }) => run.name,
    cell: ({ run }) => ({ text: run.name }),
    fields: [[text('name'), ({ run }) => run.name]],
  }),
  model: words({
    label: 'Model',
    width: 132,
    key: ({ run }) => run.model,
    cell: ({ run }) => ({ text: run.model }),
    fields: summary('model'),
  }),
  dataset: words({
    label: 'Dataset',
    width: 112,
    key: ({ run }) => run.dataset,
    cell: ({ run }) => ({ text: run.dataset }),
    fields: summary('dataset'),
  }),
  size: figures({
    label: 'Size',
    hint: 'Resized side and crop, in pixels',
    width: 80,
    key: ({ run: { recipe } }) => (recipe ? recipe.crop * 100_000 + recipe.resize : null),
    cell: ({ run }) => ({ text: sizeOf(run) ?? UNKNOWN }),
    fields: [[integer('resize'), ({ run: { recipe } }) => recipe?.resize ?? null], ...summary('crop')],
  }),
  resampler: words({
    label: 'Resampler',
    width: 132,
    key: ({ run: { recipe } }) => recipe?.resampler ?? null,
    cell: ({ run: { recipe } }) => ({ text: recipe?.resampler ?? UNKNOWN }),
    fields: summary('interpolation'),
  }),
  images: figures({
    label: 'Images',
    hint: 'Evaluated, of those of the dataset',
    width: 140,
    key: ({ run }) => run.images.evaluated,
    cell: ({ run: { images } }) => ({ text: count(images.evaluated), note: `of ${count(images.indexed)}` }),
    fields: summary('evaluated', 'indexed', 'skipped'),
  }),
  top1: figures({
    label: 'Top-1',
    hint: 'With its 95% interval',
    width: 144,
    key: ({ run }) => run.top1,
    cell: ({ run }) => ({ text: percentage(run.top1), ...(run.ci.top1 ? { note: interval(run.ci.top1) } : {}) }),
    fields: summary('top1', 'top1_lo', 'top1_hi'),
  }),
  top5: figures({
    label: 'Top-5',
    width: 72,
    key: ({ run }) => run.top5,
    cell: ({ run }) => ({ text: percentage(run.top5) }),
    fields: summary('top5'),
  }),
  ece: {
    ...figures({
      label: 'ECE',
      hint: 'Expected calibration error: counted of each run’s answers once the column is shown',
      width: 84,
      key: ({ ece }) => ece ?? null,
      cell: ({ ece }) => ({ text: ece === undefined ? '…' : percentage(ece) }),
      fields: [[fraction('ece'), ({ ece }) => ece ?? null]],
    }),
    descendingFirst: false,
  },
  session: speed('Session', 'The network alone, warm, with the spread of its latencies', 'session', [
    'infer_samples_per_sec',
    'infer_spread',
  ]),
  pipeline: speed('Pipeline', 'From files to answers, with the spread', 'pipeline', [
    'pipeline_fps',
    'pipeline_spread',
  ]),
  decode: speed('Decoder', 'Reading, decoding, resizing and cropping, with the spread', 'decode', [
    'decode_fps',
    'decode_spread',
  ]),
  macs: figures({
    label: 'Multiply-adds',
    hint: 'Of convolutions and matrix products, for one image at this crop',
    width: 104,
    key: ({ run }) => run.macs,
    cell: ({ run }) => ({ text: compact(run.macs) }),
    fields: summary('infer_gmacs'),
  }),
  provider: words({
    label: 'Provider',
    width: 92,
    key: ({ run }) => run.provider,
    cell: ({ run }) => ({ text: run.provider ?? UNKNOWN, ...(isEvaluated(run) ? { hint: run.device } : {}) }),
    fields: summary('provider', 'device'),
  }),
  created: {
    ...words({
      label: 'Started',
      width: 152,
      key: ({ run }) => run.createdAt,
      cell: ({ run }) => ({ text: date(run.createdAt) }),
      fields: [[text('started'), ({ run }) => run.createdAt]],
    }),
    descendingFirst: true,
  },
  tags: words({
    label: 'Tags',
    width: 140,
    key: ({ run }) => run.tags.join(', ') || null,
    cell: ({ run }) => ({ text: run.tags.join(', ') }),
    fields: [[text('tags'), ({ run }) => run.tags.join(', ') || null]],
  }),
  sweep: words({
    label: 'Sweep',
    width: 120,
    key: ({ sweepName }) => sweepName,
    cell: ({ sweepName }) => ({ text: sweepName ?? '' }),
    fields: summary('sweep'),
  }),
  status: words({
    label: 'Status',
    width: 104,
    key: ({ run }) => statusNames[run.status],
    cell: ({ run }) => ({ text: run.archivedAt === null ? statusNames[run.status] : 'Archived' }),
    fields: summary('status'),
  }),
}

/** What an exported table holds: each run by its id, then the columns as they are shown. */
export const fieldsOfColumns = (columns: readonly RunColumn[]): Field<TableRun>[] => [
  [integer('run'), ({ run }) => run.run],
  ...columns.flatMap((column) => runColumns[column].fields),
]

/** A column left out or put at the end, as it was not or was among them; the last one stays. */
export function toggleColumn(columns: readonly RunColumn[], column: RunColumn): RunColumn[] {
  if (!columns.includes(column)) return [...columns, column]
  return columns.length === 1 ? [...columns] : columns.filter((other) => other !== column)
}

/** A column moved to the place of another one. */
export function moveColumn(columns: readonly RunColumn[], column: RunColumn, to: number): RunColumn[] {
  const others = columns.filter((other) => other !== column)
  return others.toSpliced(Math.max(0, Math.min(others.length, to)), 0, column)
}
