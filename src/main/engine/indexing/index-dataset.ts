import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { AcuityError } from '../../../shared/errors.ts'
import type { IndexResult } from '../../../shared/dataset.ts'
import type { LabelOrder, LabelOrderChoice } from '../../../shared/label-order.ts'
import type { Layout, LayoutChoice } from '../../../shared/layout.ts'
import type { ContentsOptions } from '../dataset/index.ts'
import type { DatasetRow } from '../db/index.ts'
import { entryBeside } from '../processes/index.ts'
import { locateSource, recogniseSource } from '../sources/index.ts'
import { withWorker, type WorkerThread } from '../threads/index.ts'
import { readSourceInThread } from './contents-thread.ts'
import { describeDataset } from './describe-dataset.ts'
import { findDataset, keepOrCreate, nameTaken, statedName, unfinishedAt } from './find-or-create.ts'
import type { IndexTasks } from './index-tasks.ts'
import { inspectFiles, type Inspected, type InspectContext } from './inspect-files.ts'
import { findMoved } from './find-moved.ts'
import { fingerprintOf, fingerprintsByContent, readKnown } from './known-images.ts'
import { warnOfDuplicates } from './warn-of-duplicates.ts'

export interface IndexOptions {
  folder: string
  labels?: string | undefined
  classes?: string | undefined
  name?: string | undefined
  /** Folder of the files with boxes of the images' objects. Without one it is looked for where it was before, and beside. */
  boxes?: string | undefined
  /** Whether links are followed where they lead out of the folder; as it was told before, unless stated. */
  follow?: boolean | undefined
  /** How the classes of its images are said; as it was asked for before, unless stated. */
  layout?: LayoutChoice | undefined
  /** How its labels that are numbers are read; as it was asked for before, unless stated. */
  labelOrder?: LabelOrderChoice | undefined
}

export interface IndexContext extends InspectContext {
  /** Folder of what ships: the class lists of datasets that bring none of their own. */
  resources: string
}

/**
 * Brings the database up to date with a folder: new and changed files are opened (headers and tails only), vanished
 * ones are marked removed, nothing else is touched. What was inspected before an interruption is not inspected again.
 * @throws AcuityError with what is wrong with the folder, its labels or its classes; `cancelled`; `busy`
 */
export async function indexDataset(options: IndexOptions, context: IndexContext): Promise<IndexResult> {
  const root = await existingFolder(options.folder)
  const lock = context.db.locks.take(`index:${root}`, `The folder ${root}`)
  try {
    return await indexFolder(root, options, context)
  } catch (error) {
    if (!context.signal.aborted) throw error
    throw cancelled(root)
  } finally {
    lock.release()
  }
}

export const cancelled = (root: string) =>
  new AcuityError('cancelled', `Indexing ${root} was cancelled; what was found so far is kept.`)

async function existingFolder(folder: string): Promise<string> {
  const found = await locateSource(folder)
  if (found !== null) return found
  throw new AcuityError('not-found', `There is no folder ${path.resolve(folder)}, nor an archive.`)
}

/** A dataset that turned out to be the one that lies in the folder now. */
interface Moved {
  moved: DatasetRow
}

async function indexFolder(root: string, options: IndexOptions, context: IndexContext): Promise<IndexResult> {
  const entry = entryBeside('index-worker', import.meta.url)
  const found = await withWorker<IndexTasks, IndexResult | Moved>(entry, (thread) =>
    indexWith(thread, root, options, context),
  )
  if (!('moved' in found)) return found
  // Under its name, what it has of the images is compared with the folder: files that are called as before are not opened.
  const { name, root: movedFrom } = found.moved
  return { ...(await indexFolder(root, { ...options, name }, context)), movedFrom }
}

async function indexWith(
  thread: WorkerThread<IndexTasks>,
  root: string,
  options: IndexOptions,
  context: IndexContext,
): Promise<IndexResult | Moved> {
  const started = performance.now()
  const { db, resources, signal } = context
  const name = options.name === undefined ? undefined : statedName(db, options.name)
  const lost = name === undefined ? undefined : await lostAt(db.datasets.byName(name), root)
  const before = lost ? unfinishedAt(db, root) : findDataset(db, root, name)
  const follow = options.follow ?? before?.follow ?? lost?.follow ?? true
  const source = before ? { kind: before.kind, root } : await recogniseSource(root)
  const layout = layoutOf(options, before ?? lost)
  const labelOrder = labelOrderOf(options, before ?? lost)
  const lists = { ...listsOf(options, before), ...(await boxesOf(options, before)), layout, labelOrder }
  const folder = await readSourceInThread(thread, { ...source, resources, follow, ...lists }, signal)
  const dataset = keepOrCreate(db, before, source, lost ? undefined : name, folder)

  const generation = dataset.generation + 1
  const known = await readKnown(db, dataset.id)
  const boxes = folder.boxes && {
    source: folder.boxes.folder === root ? source : { kind: 'folder', root: folder.boxes.folder },
    isThere: folder.boxes.isThere,
  }
  const inspecting = { ...context, thread, boxes }
  const { counts, noImages, faulty } = await inspectFiles(dataset, folder.files, known, inspecting)
  if (counts.usable === 0) throw nothingUsable(dataset, folder.files.length, faulty)
  const gone = known
  const news =
    gone.size > 0 ||
    folder.labelsFile !== dataset.labelsFile ||
    db.images.hasUnpublished(dataset.id, dataset.generation)
  const noted = (at: number) => ({
    follow,
    warnings: [...folder.warnings, ...warnOfDuplicates(db, { datasetId: dataset.id, generation: at })],
    boxesFolder: folder.boxes?.folder ?? null,
    imagesWithBoxes: boxes ? db.boxes.count(dataset.id, at) : 0,
    layout: folder.layout,
    layoutStated: layout !== undefined,
    labelOrder: labelOrder ?? null,
  })
  const settled = await fingerprintsByContent(db, dataset, folder.classes)
  const areKnown = db.disagreements.areKnown(dataset.id, folder.disagreements)
  const settle = () => {
    if (!areKnown) db.disagreements.replace(dataset.id, folder.disagreements)
    for (const [at, fingerprint] of settled) db.runs.setFingerprint(dataset.id, at, fingerprint)
  }
  if (news || generation === 1) {
    const set = { datasetId: dataset.id, generation }
    const fingerprint = await fingerprintOf(db, set, folder.classes, gone)
    // By another name it is another dataset, of the same images.
    const mayHaveMoved = generation === 1 && (lost !== undefined || name === undefined)
    const moved = mayHaveMoved ? await findMoved(db, fingerprint, lost) : undefined
    if (lost && !moved) {
      db.datasets.removeUnpublished(dataset)
      throw nameTaken(lost, { isGone: true })
    }
    if (moved) {
      const { labelsFile, classesFile } = folder
      const boxesFolder = folder.boxes?.folder ?? moved.boxesFolder
      db.datasets.removeUnpublished(dataset)
      db.transaction(() => db.datasets.move(moved.id, { ...source, labelsFile, classesFile, boxesFolder }))
      return { moved }
    }
    db.transaction(() => {
      settle()
      for (const { id } of gone.values()) db.images.remove(id, generation)
      const counts = db.images.count(dataset.id, generation)
      db.datasets.publish(dataset.id, { generation, fingerprint, labelsFile: folder.labelsFile, ...counts })
      db.datasets.note(dataset.id, noted(generation))
    })
  } else {
    const found = noted(dataset.generation)
    const fingerprint = settled.get(dataset.generation)
    if (fingerprint !== undefined || !areKnown || !isDeepStrictEqual({ ...dataset, ...found }, dataset))
      db.transaction(() => {
        settle()
        if (fingerprint !== undefined) db.datasets.setFingerprint(dataset.id, fingerprint)
        db.datasets.note(dataset.id, found)
      })
  }
  const { added, changed, unchanged, removed } = counts
  const indexed = db.datasets.get(dataset.id)
  return {
    ...describeDataset(db, indexed),
    added,
    changed,
    unchanged,
    removed: removed + [...gone.values()].filter(({ counted }) => counted).length,
    movedFrom: null,
    sameImagesAs: db.datasets
      .byFingerprint(indexed.fingerprint)
      .filter(({ id }) => id !== indexed.id)
      .map((other) => other.name),
    linksOutside: folder.outside,
    ignored: [...folder.ignored, ...noImages],
    seconds: (performance.now() - started) / 1000,
  }
}

/** A dataset whose folder is gone, where it is to be indexed from another one. */
async function lostAt(named: DatasetRow | undefined, root: string): Promise<DatasetRow | undefined> {
  return named && named.generation > 0 && named.root !== root && (await locateSource(named.root)) === null
    ? named
    : undefined
}

/** The layout that is stated, or was before, unless that of another list is to be found. */
function layoutOf({ layout, labels }: IndexOptions, before: DatasetRow | undefined): Layout | undefined {
  if (layout !== undefined) return layout === 'auto' ? undefined : layout
  return labels === undefined && before?.layoutStated ? (before.layout ?? undefined) : undefined
}

/** The order that is stated, or was before, unless the labels are others now. */
function labelOrderOf(
  { labelOrder, labels, layout }: IndexOptions,
  before: DatasetRow | undefined,
): LabelOrder | undefined {
  if (labelOrder !== undefined) return labelOrder === 'as-given' ? undefined : labelOrder
  const isSameList = labels === undefined || stated(labels) === before?.labelsFile
  const isSameLayout = layout === undefined || layout === before?.layout
  return isSameList && isSameLayout ? (before?.labelOrder ?? undefined) : undefined
}

/**
 * The lists that are stated, or that the dataset was indexed with; one without a usable image has none to keep, and one that
 * is to be read in another layout has another list.
 */
function listsOf(
  options: IndexOptions,
  before: DatasetRow | undefined,
): Pick<ContentsOptions, 'classesFile' | 'labelsFile'> {
  const kept = before && before.classesPresent > 0 ? before : undefined
  const isSameLayout = options.layout === undefined || options.layout === kept?.layout
  return {
    classesFile: stated(options.classes) ?? kept?.classesFile ?? undefined,
    labelsFile: stated(options.labels) ?? (isSameLayout ? kept?.labelsFile : undefined),
  }
}

/** A folder that is stated is one without links, as that of the dataset is. */
async function boxesOf(
  { boxes }: IndexOptions,
  before: DatasetRow | undefined,
): Promise<Pick<ContentsOptions, 'boxes' | 'boxesBefore'>> {
  return { boxes: boxes === undefined ? undefined : await existingFolder(boxes), boxesBefore: before?.boxesFolder }
}

function nothingUsable(
  { name, root, generation }: DatasetRow,
  files: number,
  faulty: Inspected['faulty'],
): AcuityError {
  const why = faulty
    ? `${faulty.path}, for one, is skipped: ${faulty.detail ?? faulty.reason}.`
    : 'None of its files is an image.'
  const kept = generation > 0 ? ` ${name} stays as it was.` : ''
  return new AcuityError('dataset-invalid', `No image in ${root} can be used, of ${files} looked at. ${why}${kept}`)
}

const stated = (file: string | undefined) => (file === undefined ? undefined : path.resolve(file))
