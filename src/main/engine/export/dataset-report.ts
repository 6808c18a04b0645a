import type { ClassEntry } from '../../../shared/dataset.ts'
import { LAYOUTS } from '../../../shared/layout.ts'
import type { DatasetReportKind, ReportFormat } from '../../../shared/report.ts'
import { integer, text, type Field } from '../../../shared/report.ts'
import { damagedFields, skippedFields } from '../../../shared/report-fields.ts'
import type { SkippedFile } from '../../../shared/skip.ts'
import { counted } from '../../../shared/text.ts'
import type { Database, DatasetRow, Duplicate } from '../db/index.ts'
import { formatNoted } from './format.ts'
import { allFiles } from './report-skipped.ts'
import { layOut, type Table } from './table.ts'

interface Fault extends SkippedFile {
  isCounted: boolean
}

interface DuplicateRecord extends Duplicate {
  labelClass: ClassEntry | undefined
  sameAsClass: ClassEntry | undefined
}

/** Names and order of the columns are a contract: other programs read them (docs/formats.md). */
const faultFields: readonly Field<Fault>[] = [
  ...skippedFields,
  [integer('counted'), ({ isCounted }) => (isCounted ? 1 : 0)],
]

const duplicateFields: readonly Field<DuplicateRecord>[] = [
  [text('file'), ({ path }) => path],
  [text('label_wnid'), ({ labelClass }) => labelClass?.wnid ?? null],
  [text('same_as'), ({ sameAs }) => sameAs],
  [text('same_as_label_wnid'), ({ sameAsClass }) => sameAsClass?.wnid ?? null],
  [integer('conflict'), ({ label, sameAsLabel }) => (label === sameAsLabel ? 0 : 1)],
]

const reports: Record<DatasetReportKind, (db: Database, dataset: DatasetRow) => Table> = {
  faults: (db, dataset) => layOut(faultFields, faults(db, dataset)),
  duplicates: (db, dataset) => layOut(duplicateFields, duplicates(db, dataset)),
  'box-faults': (db, { id, generation }) =>
    layOut(
      damagedFields,
      allFiles((page) => db.boxes.unusable(id, generation, page)),
    ),
}

/** What indexing found of a dataset, as text; people read below it of how many files that is. */
export async function* formatDataset(
  db: Database,
  dataset: DatasetRow,
  { as, format }: { as: DatasetReportKind; format: ReportFormat },
): AsyncGenerator<string> {
  yield* formatNoted(reports[as](db, dataset), notes[as](db, dataset), format)
}

/** The images that runs skip, then the names without an image, each in order of their paths. */
function* faults(db: Database, { id, generation }: DatasetRow): Generator<Fault> {
  for (const isCounted of [true, false]) {
    const set = { datasetId: id, generation, counted: isCounted }
    for (const file of allFiles((page) => db.skippedFiles.ofDataset(set, page))) yield { ...file, isCounted }
  }
}

/** The files with an image that is there already, those first that have another label there. */
function* duplicates(db: Database, { id, generation }: DatasetRow): Generator<DuplicateRecord> {
  const classes = db.datasets.classes(id)
  for (const file of db.duplicates.list({ datasetId: id, generation }))
    yield { ...file, labelClass: classes[file.label], sameAsClass: classes[file.sameAsLabel] }
}

const notes: Record<DatasetReportKind, (db: Database, dataset: DatasetRow) => string> = {
  faults: describeFaults,
  duplicates: describeDuplicates,
  'box-faults': describeBoxes,
}

function describeFaults(db: Database, { id, generation, name, images, layout }: DatasetRow): string {
  const sum = (counts: readonly { images: number }[]) => counts.reduce((total, { images }) => total + images, 0)
  const uncounted = sum(db.images.uncounted(id, generation))
  const besides = `${counted(uncounted, 'name without an image is', 'names without an image are')} not counted`
  const skipped = `Runs on ${name} skip ${sum(db.images.faults(id, generation))} of ${counted(images, 'image')}`
  const classes = layout === null ? '' : ` Its layout is ${layout}, ${LAYOUTS[layout]}.`
  return `${skipped}${uncounted === 0 ? '' : `; ${besides}`}.${classes}`
}

function describeDuplicates(db: Database, { id, generation, name, images }: DatasetRow): string {
  const { files, conflicts } = db.duplicates.count({ datasetId: id, generation })
  const found = `${files} of ${counted(images, 'image')} of ${name} are there under another name already`
  return `${found}, ${conflicts} with another label: by their sizes, first 16 KiB and last KiB.`
}

function describeBoxes(db: Database, { id, generation, name, images, imagesWithBoxes }: DatasetRow): string {
  const faults = counted(db.boxes.faults(id, generation), 'file of boxes', 'files of boxes')
  return `${imagesWithBoxes} of ${counted(images, 'image')} of ${name} have boxes; ${faults} cannot be used.`
}
