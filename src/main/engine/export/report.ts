import { wilson } from '../../../shared/metrics.ts'
import { reportColumns, type Cell, type ReportKind } from '../../../shared/report.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import type { RunSummary } from '../../../shared/run.ts'
import type { Database, PredictionRow, RunRow } from '../db/index.ts'
import type { Table } from './table.ts'

/** What the reports of one run are made from. */
export interface ReportSource {
  db: Database
  row: RunRow
  summary: RunSummary
}

type Rows = Table['rows']

const rowsOf: Record<ReportKind, (source: ReportSource) => Rows> = {
  summary: ({ summary }) => [summaryRow(summary)],
  classes: classRows,
  images: (source) => imageRows(source, 'path'),
  errors: (source) => imageRows(source, 'wrong-most-confident-first'),
  confusions: confusionRows,
}

/** A report as a table; its columns are those of `reportColumns`, its rows are read as they are asked for. */
export function report(source: ReportSource, kind: ReportKind): Table {
  return { columns: reportColumns[kind], rows: rowsOf[kind](source) }
}

function summaryRow(run: RunSummary): Cell[] {
  const { recipe, speed, images } = run
  const { evaluated } = images
  // Counted, not subtracted: 1 - 0.714 is 0.28600000000000003.
  const error = (correct: number) => (evaluated === 0 ? null : (evaluated - correct) / evaluated)
  return [
    run.model,
    run.run,
    run.dataset,
    recipe.crop,
    recipe.crop,
    recipe.fit === 'none' ? null : recipe.crop / recipe.resize,
    recipe.fit === 'none' ? null : recipe.resampler,
    run.top1,
    error(run.top1Correct),
    run.top5,
    error(run.top5Correct),
    run.ci.top1?.[0] ?? null,
    run.ci.top1?.[1] ?? null,
    evaluated,
    images.skipped,
    run.params / 1e6,
    run.macs === null ? null : run.macs / 1e9,
    run.provider,
    run.device,
    run.batch,
    speed.session?.fps ?? null,
    speed.session?.p50Ms ?? null,
    speed.session?.p99Ms ?? null,
    speed.pipeline?.fps ?? null,
    speed.decode?.fps ?? null,
  ]
}

/** One row a class, those without an evaluated image included. */
function* classRows({ db, row }: ReportSource): Generator<Cell[]> {
  const tallies = new Map(db.predictions.classTallies(row.id).map((tally) => [tally.label, tally]))
  const classes = db.datasets.classes(row.datasetId)
  // Confusions come most frequent first, ties towards the lower index: the first of a class is its most frequent.
  const worst = new Map<number, { predicted: number; count: number }>()
  for (const confusion of db.predictions.confusions(row.id))
    if (!worst.has(confusion.label)) worst.set(confusion.label, confusion)

  for (const { index, wnid, name } of classes) {
    const { images = 0, top1Correct = 0, top5Correct = 0 } = tallies.get(index) ?? {}
    const interval = wilson(top1Correct, images)
    const confused = worst.get(index)
    yield [
      index,
      wnid,
      name,
      images,
      top1Correct,
      images > 0 ? top1Correct / images : null,
      interval?.[0] ?? null,
      interval?.[1] ?? null,
      images > 0 ? top5Correct / images : null,
      confused ? wnidOf(classes, confused.predicted) : null,
      confused?.count ?? null,
    ]
  }
}

/** Rows read at a time: some milliseconds' worth. */
const PAGE = 500

function* imageRows(
  { db, row }: ReportSource,
  order: Parameters<Database['predictions']['ids']>[1],
): Generator<Cell[]> {
  const classes = db.datasets.classes(row.datasetId)
  const ids = db.predictions.ids(row.id, order)
  for (let i = 0; i < ids.length; i += PAGE)
    for (const prediction of db.predictions.rows(row.id, ids.slice(i, i + PAGE))) yield imageRow(prediction, classes)
}

function imageRow({ path, label, rank, classes: top, probabilities }: PredictionRow, classes: ClassEntry[]): Cell[] {
  const five = [0, 1, 2, 3, 4]
  return [
    path,
    label,
    wnidOf(classes, label),
    rank,
    ...five.map((i) => top[i] ?? null),
    ...five.map((i) => singlePrecision(probabilities[i])),
  ]
}

function* confusionRows({ db, row }: ReportSource): Generator<Cell[]> {
  const classes = db.datasets.classes(row.datasetId)
  const imagesOf = new Map(db.predictions.classTallies(row.id).map(({ label, images }) => [label, images]))
  for (const { label, predicted, count } of db.predictions.confusions(row.id))
    yield [
      label,
      wnidOf(classes, label),
      classes[label]?.name ?? null,
      predicted,
      wnidOf(classes, predicted),
      classes[predicted]?.name ?? null,
      count,
      count / (imagesOf.get(label) ?? count),
    ]
}

const wnidOf = (classes: readonly ClassEntry[], index: number) => classes[index]?.wnid ?? null

/** The shortest decimal that reads back as the same 32-bit float: nothing is lost, nothing is made up. */
function singlePrecision(value: number | undefined): number | null {
  if (value === undefined) return null
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number(value.toPrecision(9))
}
