import type { SeenState } from '../../../shared/critical.ts'
import { fraction, integer, number, text, type Field, type ReportFormat } from '../../../shared/report.ts'
import { classLossFields, summaryFields, type ClassLossRecord } from '../../../shared/report-fields.ts'
import { describeBasis } from '../../../shared/run-basis.ts'
import type { SweepReportKind, SweepSummary } from '../../../shared/sweep.ts'
import type { Database } from '../db/index.ts'
import { formatNoted, layOut, type Table } from '../export/index.ts'
import { shortestDecimal } from '../results/index.ts'
import type { ClassLoss } from '../../../shared/sweep-classes.ts'
import { classLosses } from './class-losses.ts'
import { formatObjectSizes } from './report-object-sizes.ts'
import { seenCounts } from './seen-counts.ts'
import { seenImages, type SeenImage } from './seen-images.ts'
import { seenLine } from './seen-line.ts'
import { sweepLines, type SweepLine } from './sweep-lines.ts'

interface Source {
  db: Database
  sweep: SweepSummary
  lines: readonly SweepLine[]
  /** What the sizes of all lines are called, the smallest first. */
  sizes: readonly string[]
}

/** Every report there is. Names and order of their columns are a contract: other programs read them (docs/formats.md). */
const reports: Record<Exclude<SweepReportKind, 'object-size'>, (source: Source) => Table> = {
  sweep: ({ sweep }) => layOut(summaryFields, sweep.runs),
  critical: (source) => layOut(imageFields(source), imageRecords(source)),
  'critical-summary': (source) => layOut(stateFields, stateRecords(source)),
  'classes-by-loss': (source) => layOut(classLossFields(source.sizes), classRecords(source)),
}

/** A report of a sweep as text; people read below it what its figures stand on. */
export async function* formatSweep(
  db: Database,
  sweep: SweepSummary,
  { as, format }: { as: SweepReportKind; format: ReportFormat },
): AsyncGenerator<string> {
  const lines = sweepLines(db, sweep.sweep)
  const bases = sweep.runs.map(describeBasis)
  if (as === 'object-size') {
    yield* formatObjectSizes(db, sweep, { lines, bases, format })
    return
  }
  const sizes = [...new Set(lines.flatMap((line) => line.sizes))].toSorted(
    (a, b) => parseInt(a) - parseInt(b) || (a < b ? -1 : 1),
  )
  const ofAll = as === 'sweep' ? [] : ['Of the images that all runs of a model have evaluated:']
  yield* formatNoted(reports[as]({ db, sweep, lines, sizes }), [...ofAll, ...bases].join('\n'), format)
}

/** The classes of the dataset that the runs of a line are on. */
const classesOf = (db: Database, { runs: [first] }: SweepLine) => (first ? db.datasets.classes(first.datasetId) : [])

interface OfLine {
  line: SweepLine
}

type ImageRecord = OfLine & SeenImage & { wnid: string | null }

const imageFields = ({ sizes }: Source): Field<ImageRecord>[] => [
  [text('model'), ({ line }) => line.model],
  [text('file'), ({ path }) => path],
  [integer('label'), ({ label }) => label],
  [text('label_wnid'), ({ wnid }) => wnid],
  [text('state'), ({ state }) => state],
  [text('critical'), ({ line, from }) => (from === null ? null : (line.sizes[from] ?? null))],
  ...sizes.flatMap((size): Field<ImageRecord>[] => {
    const answer = ({ line, answers }: ImageRecord) => answers[line.sizes.indexOf(size)]
    return [
      [integer(`top1_${size}`), (image) => answer(image)?.predicted ?? null],
      [number(`p1_${size}`), (image) => decimal(answer(image)?.p1)],
    ]
  }),
]

const decimal = (p: number | null | undefined) => (p == null ? null : shortestDecimal(p))

async function* imageRecords({ db, lines }: Source): AsyncGenerator<ImageRecord> {
  for (const line of lines) {
    const classes = classesOf(db, line)
    for await (const image of seenImages(db, line)) yield { ...image, line, wnid: classes[image.label]?.wnid ?? null }
  }
}

interface StateRecord {
  model: string
  state: SeenState
  critical: string | null
  images: number
  share: number | null
}

const stateFields: readonly Field<StateRecord>[] = [
  [text('model'), ({ model }) => model],
  [text('state'), ({ state }) => state],
  [text('critical'), ({ critical }) => critical],
  [integer('images'), ({ images }) => images],
  [fraction('share'), ({ share }) => share],
]

/** The states of each model's images, critical ones by their size; they add up to its images. */
async function* stateRecords({ db, lines }: Source): AsyncGenerator<StateRecord> {
  for (const line of lines) {
    const seen = await seenLine(db, line)
    const all = seen.images.length
    for (const { state, size, images } of seenCounts(seen)) {
      const critical = size === null ? null : (line.sizes[size] ?? null)
      yield { model: line.model, state, critical, images, share: all === 0 ? null : images / all }
    }
  }
}

/** The largest loss first, then by index. */
async function* classRecords({ db, lines }: Source): AsyncGenerator<ClassLossRecord> {
  for (const line of lines) {
    const classes = classesOf(db, line)
    const share = ({ lost, gained, images }: ClassLoss) => (lost - gained) / images
    const losses = classLosses(await seenLine(db, line)).toSorted((a, b) => share(b) - share(a) || a.label - b.label)
    for (const loss of losses) {
      const { wnid = null, name = null } = classes[loss.label] ?? {}
      yield { ...loss, model: line.model, sizes: line.sizes, wnid, name }
    }
  }
}
