import { LAYOUTS } from '../../../shared/layout.ts'
import type { DatasetReportKind, ReportFormat } from '../../../shared/report.ts'
import { integer, type Field } from '../../../shared/report.ts'
import { damagedFields, disagreementFields, duplicateFields, skippedFields } from '../../../shared/report-fields.ts'
import type { SkippedFile } from '../../../shared/skip.ts'
import { counted } from '../../../shared/text.ts'
import type { Database, DatasetRow } from '../db/index.ts'
import { ALL, damagedIn, disagreementsIn, duplicatesIn } from '../indexing/index.ts'
import { formatNoted } from './format.ts'
import { allFiles } from './report-skipped.ts'
import { layOut, type Table } from './table.ts'

interface Fault extends SkippedFile {
  isCounted: boolean
}

/** Names and order of the columns are a contract: other programs read them (docs/formats.md). */
const faultFields: readonly Field<Fault>[] = [
  ...skippedFields,
  [integer('counted'), ({ isCounted }) => (isCounted ? 1 : 0)],
]

const reports: Record<DatasetReportKind, (db: Database, dataset: DatasetRow) => Table> = {
  faults: (db, dataset) => layOut(faultFields, faults(db, dataset)),
  duplicates: (db, dataset) => layOut(duplicateFields, duplicatesIn(db, dataset, ALL).files),
  disagreements: (db, dataset) => layOut(disagreementFields, disagreementsIn(db, dataset, ALL).files),
  damaged: (db, dataset) => layOut(damagedFields, damagedIn(db, dataset, ALL).files),
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

const notes: Record<DatasetReportKind, (db: Database, dataset: DatasetRow) => string> = {
  faults: describeFaults,
  duplicates: describeDuplicates,
  disagreements: describeDisagreements,
  damaged: describeDamaged,
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

function describeDisagreements(db: Database, { id, name, images, labelsFile, layout }: DatasetRow): string {
  const total = db.disagreements.count(id)
  const by = labelsFile ?? (layout === null ? 'what is found first' : LAYOUTS[layout])
  return `Of ${counted(images, 'image')} of ${name}, ${counted(total, 'label is', 'labels are')} contradicted; those by ${by} are taken.`
}

function describeDamaged(db: Database, { id, generation, name, images }: DatasetRow): string {
  const total = db.skippedFiles.countDamagedIn({ datasetId: id, generation })
  return `Runs found ${total} of ${counted(images, 'image')} of ${name} damaged, and evaluated them as far as they can be read.`
}

function describeBoxes(db: Database, { id, generation, name, images, imagesWithBoxes }: DatasetRow): string {
  const faults = counted(db.boxes.faults(id, generation), 'file of boxes', 'files of boxes')
  return `${imagesWithBoxes} of ${counted(images, 'image')} of ${name} have boxes; ${faults} cannot be used.`
}
