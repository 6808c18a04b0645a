import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import type { DatasetFolder } from '../dataset/index.ts'
import type { Database, DatasetRow } from '../db/index.ts'

/** Folder names that say nothing without the one above. */
const GENERIC = /^(val|validation|valid|test|train|images|data)$/i

/**
 * The dataset that a folder was indexed as before, if it was.
 * @throws AcuityError `already-exists` where the name belongs to another folder; `invalid-input` where the folder was
 *   indexed under several names and none is given
 */
export function findDataset(db: Database, root: string, name: string | undefined): DatasetRow | undefined {
  if (name !== undefined) {
    const named = db.datasets.byName(name)
    if (named && named.root !== root)
      throw new AcuityError(
        'already-exists',
        `There is a dataset ${name} already, of ${named.root}: choose another --name.`,
      )
    return named
  }
  const [dataset, ...others] = db.datasets.byRoot(root)
  if (dataset && others.length > 0) {
    const names = [dataset, ...others].map((row) => row.name).join(', ')
    throw new AcuityError('invalid-input', `${root} was indexed under several names (${names}): say which with --name.`)
  }
  return dataset
}

/** @throws AcuityError `classes-invalid` where the class list is not the one that earlier runs were made with */
export function checkClasses(db: Database, dataset: DatasetRow, folder: DatasetFolder): void {
  const before = db.datasets.classes(dataset.id)
  const same =
    before.length === folder.classes.length && before.every(({ wnid }, i) => wnid === folder.classes[i]?.wnid)
  if (!same)
    throw new AcuityError(
      'classes-invalid',
      `${dataset.name} was indexed with another class list, which its runs depend on: index the folder under another --name.`,
    )
}

export function createDataset(
  db: Database,
  root: string,
  name: string | undefined,
  { classes, classesFile, labelsFile }: DatasetFolder,
): DatasetRow {
  return db.transaction(() =>
    db.datasets.create({ name: name ?? freeName(db, root), root, classesFile, labelsFile }, classes),
  )
}

function freeName(db: Database, root: string): string {
  const base = path.basename(root)
  const plain = GENERIC.test(base) ? `${path.basename(path.dirname(root))}-${base}` : base
  for (let n = 1; ; n++) {
    const name = n === 1 ? plain : `${plain}-${n}`
    if (!db.datasets.byName(name)) return name
  }
}
