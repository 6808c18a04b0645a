import type Database from 'better-sqlite3'
import { z } from 'zod'
import { Advice } from '../../../shared/advice.ts'
import { withNamesakes } from '../../../shared/class-name.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { LabelOrder } from '../../../shared/label-order.ts'
import { Layout } from '../../../shared/layout.ts'
import { jsonColumn } from './rows.ts'
import { withoutReferences } from './without-references.ts'

export interface DatasetRow {
  id: number
  name: string
  /** Which kind of source its images lie in; what there are, whoever opens it knows. */
  kind: string
  /** Where that lies. */
  root: string
  labelsFile: string | null
  classesFile: string | null
  /** 0 until the first indexing has come to its end. */
  generation: number
  fingerprint: string
  /** Whether that is of contents, as it is since an image is known by what it is, or still of paths. */
  byContent: boolean
  /** Names its crop cache, which all datasets share that had the same images when they were first indexed. */
  crops: string
  images: number
  bytes: number
  /** Classes with an image that has no fault. */
  classesPresent: number
  /** Where boxes of its images' objects lie; null where there are none. */
  boxesFolder: string | null
  imagesWithBoxes: number
  /** Whether links are followed where they lead out of the folder. */
  follow: boolean
  /** What was to be said of its labels and classes when it was last looked at. */
  warnings: Advice[]
  /** How its classes are said; null before the first look that records it. */
  layout: Layout | null
  /** Whether a person asked for that layout. */
  layoutStated: boolean
  /** How its labels that are numbers are read, where a person asked for that; null where they are the indices of classes. */
  labelOrder: LabelOrder | null
  indexedAt: string
  archivedAt: string | null
}

type StoredDataset = Omit<
  DatasetRow,
  'byContent' | 'follow' | 'layout' | 'layoutStated' | 'labelOrder' | 'warnings'
> & {
  byContent: number
  layout: string | null
  layoutStated: number
  labelOrder: string | null
  follow: number
  warnings: string
}

/** What publishing a generation says of it. */
export type Published = Pick<
  DatasetRow,
  'generation' | 'fingerprint' | 'labelsFile' | 'images' | 'bytes' | 'classesPresent'
>

/** What changes of a dataset that has moved. */
export type Moved = Pick<DatasetRow, 'kind' | 'root' | 'labelsFile' | 'classesFile' | 'boxesFolder'>

/** What every look at the folder finds, whether or not its images are as they were. */
export type Noted = Pick<
  DatasetRow,
  'follow' | 'warnings' | 'boxesFolder' | 'imagesWithBoxes' | 'layout' | 'layoutStated' | 'labelOrder'
>

const COLUMNS = `id, name, kind, root, labels_file AS labelsFile, classes_file AS classesFile, generation, fingerprint,
  by_content AS byContent, crops, images, bytes, classes_present AS classesPresent, boxes_folder AS boxesFolder, images_with_boxes AS imagesWithBoxes, follow, warnings,
  layout, layout_stated AS layoutStated, label_order AS labelOrder, indexed_at AS indexedAt, archived_at AS archivedAt`

const warnings = jsonColumn(z.array(Advice))
// A later version may know other layouts.
const StoredLayout = Layout.nullable().catch(null)
const StoredOrder = LabelOrder.nullable()

export class DatasetTable {
  readonly #insert
  readonly #insertClass
  readonly #all
  readonly #byName
  readonly #byRoot
  readonly #byId
  readonly #classes
  readonly #classCount
  readonly #renameClass
  readonly #publish
  readonly #setFingerprint
  readonly #nameCrops
  readonly #byFingerprint
  readonly #move
  readonly #note
  readonly #remove

  constructor(db: Database.Database) {
    this.#insert = db.prepare<[string, string, string, string | null, string | null]>(
      'INSERT INTO main.datasets (name, kind, root, labels_file, classes_file) VALUES (?, ?, ?, ?, ?)',
    )
    this.#insertClass = db.prepare<[number, number, string, string]>('INSERT INTO classes VALUES (?, ?, ?, ?)')
    this.#all = db.prepare<[], StoredDataset>(`SELECT ${COLUMNS} FROM datasets WHERE generation > 0 ORDER BY name`)
    this.#byName = db.prepare<[string], StoredDataset>(`SELECT ${COLUMNS} FROM datasets WHERE name = ?`)
    this.#byRoot = db.prepare<[string], StoredDataset>(`SELECT ${COLUMNS} FROM datasets WHERE root = ? ORDER BY id`)
    this.#byId = db.prepare<[number], StoredDataset>(`SELECT ${COLUMNS} FROM datasets WHERE id = ?`)
    this.#classes = db.prepare<[number], ClassEntry>(
      'SELECT class_index AS "index", wnid, name FROM classes WHERE dataset_id = ? ORDER BY class_index',
    )
    this.#renameClass = db.prepare<[string, number, number]>(
      'UPDATE classes SET name = ? WHERE dataset_id = ? AND class_index = ?',
    )
    this.#classCount = db.prepare<[number], number>('SELECT COUNT(*) FROM classes WHERE dataset_id = ?').pluck()
    this.#publish = db.prepare<Published & { id: number; indexedAt: string }>(
      `UPDATE main.datasets SET generation = @generation, fingerprint = @fingerprint, labels_file = @labelsFile,
         by_content = 1, images = @images, bytes = @bytes, classes_present = @classesPresent, indexed_at = @indexedAt
       WHERE id = @id`,
    )
    this.#setFingerprint = db.prepare<[string, number]>(
      'UPDATE main.datasets SET fingerprint = ?, by_content = 1 WHERE id = ?',
    )
    this.#nameCrops = db.prepare<[number]>(
      `UPDATE main.datasets SET crops = COALESCE((
         SELECT other.crops FROM datasets other
         WHERE other.fingerprint = datasets.fingerprint AND other.by_content AND other.crops <> '' ORDER BY other.id LIMIT 1
       ), fingerprint)
       WHERE id = ? AND crops = ''`,
    )
    this.#byFingerprint = db.prepare<[string], StoredDataset>(
      `SELECT ${COLUMNS} FROM datasets WHERE fingerprint = ? AND by_content AND generation > 0 ORDER BY name`,
    )
    this.#move = db.prepare<Moved & { id: number }>(
      `UPDATE main.datasets SET kind = @kind, root = @root, labels_file = @labelsFile, classes_file = @classesFile,
         boxes_folder = @boxesFolder
       WHERE id = @id`,
    )
    this.#note = db.prepare<[number, string, string | null, number, string | null, number, string | null, number]>(
      `UPDATE main.datasets SET follow = ?, warnings = ?, boxes_folder = ?, images_with_boxes = ?, layout = ?, layout_stated = ?,
         label_order = ?
       WHERE id = ?`,
    )
    this.#remove = withoutReferences(db, [
      'DELETE FROM boxes WHERE image_id IN (SELECT id FROM images WHERE dataset_id = ?)',
      'DELETE FROM box_files WHERE image_id IN (SELECT id FROM images WHERE dataset_id = ?)',
      ...['images', 'classes', 'notes', 'tags', 'disagreements'].map(
        (table) => `DELETE FROM ${table} WHERE dataset_id = ?`,
      ),
      'DELETE FROM main.datasets WHERE id = ?',
    ])
  }

  /** The datasets whose indexing has come to its end at least once. */
  all(): DatasetRow[] {
    return this.#all.all().map(read)
  }

  byName(name: string): DatasetRow | undefined {
    const row = this.#byName.get(name)
    return row && read(row)
  }

  byRoot(root: string): DatasetRow[] {
    return this.#byRoot.all(root).map(read)
  }

  find(id: number): DatasetRow | undefined {
    const row = this.#byId.get(id)
    return row && read(row)
  }

  /** For an id that another row refers to. */
  get(id: number): DatasetRow {
    const row = this.find(id)
    if (!row) throw new Error(`no dataset ${id}`)
    return row
  }

  classes(id: number): ClassEntry[] {
    return withNamesakes(this.#classes.all(id))
  }

  /** Corrects how classes are called; their ids never change. */
  renameClasses(id: number, classes: readonly ClassEntry[]): void {
    for (const { index, name } of classes) this.#renameClass.run(name, id, index)
  }

  classCount(id: number): number {
    return this.#classCount.get(id) ?? 0
  }

  /** To be called inside a transaction. */
  create(
    dataset: Pick<DatasetRow, 'name' | 'kind' | 'root' | 'labelsFile' | 'classesFile'>,
    classes: readonly ClassEntry[],
  ): DatasetRow {
    const { name, kind, root, labelsFile, classesFile } = dataset
    const id = Number(this.#insert.run(name, kind, root, labelsFile, classesFile).lastInsertRowid)
    for (const { index, wnid, name: className } of classes) this.#insertClass.run(id, index, wnid, className)
    return this.get(id)
  }

  /** Makes a finished generation the one that new runs see; its fingerprint is of contents. */
  publish(id: number, published: Published): void {
    this.#publish.run({ ...published, id, indexedAt: new Date().toISOString() })
    this.#nameCrops.run(id)
  }

  /** Of a dataset whose fingerprint was of paths, and whose images are as they were. */
  setFingerprint(id: number, fingerprint: string): void {
    this.#setFingerprint.run(fingerprint, id)
    this.#nameCrops.run(id)
  }

  /** Those of the same images, labels and classes, however they lie, in order of their names. */
  byFingerprint(fingerprint: string): DatasetRow[] {
    return this.#byFingerprint.all(fingerprint).map(read)
  }

  /** Notes where a dataset lies now; its images, runs and notes stay as they are. */
  move(id: number, moved: Moved): void {
    this.#move.run({ ...moved, id })
  }

  /** Writes down what the last look at the folder had to say, whether or not it found anything new. */
  note(id: number, noted: Noted): void {
    const { follow, boxesFolder, imagesWithBoxes, layout, layoutStated, labelOrder } = noted
    const found = warnings.write(noted.warnings)
    const isStated = layoutStated ? 1 : 0
    this.#note.run(follow ? 1 : 0, found, boxesFolder, imagesWithBoxes, layout, isStated, labelOrder, id)
  }

  /** For a dataset that never came to a first generation: no run can refer to it. Not to be called inside a transaction. */
  removeUnpublished({ id, generation }: DatasetRow): void {
    if (generation > 0) throw new Error(`dataset ${id} has been published`)
    this.#remove(id)
  }
}

function read(row: StoredDataset): DatasetRow {
  // It has a name of its own from the first index on that heeds contents.
  const crops = row.crops || row.fingerprint
  return {
    ...row,
    crops,
    byContent: row.byContent === 1,
    follow: row.follow === 1,
    warnings: warnings.read(row.warnings),
    layout: StoredLayout.parse(row.layout),
    layoutStated: row.layoutStated === 1,
    labelOrder: StoredOrder.parse(row.labelOrder),
  }
}
