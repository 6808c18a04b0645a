import path from 'node:path'
import { AcuityError, describeIssues } from '../../../shared/errors.ts'
import { Name, nameFrom } from '../../../shared/name.ts'
import type { DatasetContents } from '../dataset/index.ts'
import type { Database, DatasetRow } from '../db/index.ts'
import type { Source } from '../sources/index.ts'

/** Folder names that say nothing without the one above. */
const GENERIC = /^(val|validation|valid|test|train|images|data)$/i

/**
 * What a dataset is to be called, if that is a name; what an earlier version took for one goes on being one.
 * @throws AcuityError `invalid-input`
 */
export function statedName(db: Database, name: string): string {
  if (db.datasets.byName(name)) return name
  const { data, error } = Name.safeParse(name)
  if (error) throw new AcuityError('invalid-input', `A dataset cannot be called "${name}". ${describeIssues(error)}`)
  return data
}

/**
 * The dataset that a folder was indexed as before, if it was.
 * @throws AcuityError `already-exists` where the name belongs to another folder; `invalid-input` where the folder was
 *   indexed under several names and none is given
 */
export function findDataset(db: Database, root: string, name: string | undefined): DatasetRow | undefined {
  if (name !== undefined) {
    const named = db.datasets.byName(name)
    if (named && named.root !== root) throw nameTaken(named)
    return named
  }
  const all = db.datasets.byRoot(root)
  const published = all.filter(({ generation }) => generation > 0)
  const [dataset, ...others] = published.length > 0 ? published : all.slice(0, 1)
  if (dataset && others.length > 0) {
    const names = [dataset, ...others].map((row) => row.name).join(', ')
    throw new AcuityError(
      'invalid-input',
      `${root} was indexed under several names (${names}): give one of them (--name NAME).`,
    )
  }
  return dataset
}

function nameTaken({ name, root }: DatasetRow): AcuityError {
  return new AcuityError(
    'already-exists',
    `There is a dataset ${name} already, of ${root}: choose another name (--name NAME).`,
  )
}

/**
 * Whether the dataset still has the classes that it was indexed with. One that was never indexed to its end has no
 * runs: it gives way.
 * @throws AcuityError `classes-invalid` where the class list is not the one that earlier runs were made with
 */
export function keepsClasses(db: Database, dataset: DatasetRow, folder: DatasetContents): boolean {
  const before = db.datasets.classes(dataset.id)
  const same =
    before.length === folder.classes.length && before.every(({ wnid }, i) => wnid === folder.classes[i]?.wnid)
  if (same) {
    const renamed = folder.classes.filter(({ name }, i) => name !== before[i]?.name)
    db.transaction(() => db.datasets.renameClasses(dataset.id, renamed))
    return true
  }
  if (dataset.generation > 0)
    throw new AcuityError(
      'classes-invalid',
      `${dataset.name} was indexed with another class list, which its runs depend on: ` +
        'index the folder under another name (--name NAME).',
    )
  db.datasets.removeUnpublished(dataset)
  return false
}

/** @throws AcuityError `already-exists` where another process was faster with the name */
export function createDataset(
  db: Database,
  { kind, root }: Source,
  name: string | undefined,
  { classes, classesFile, labelsFile }: DatasetContents,
): DatasetRow {
  return db.transaction(() => {
    const taken = name === undefined ? undefined : db.datasets.byName(name)
    if (taken) throw nameTaken(taken)
    return db.datasets.create({ name: name ?? freeName(db, root), kind, root, classesFile, labelsFile }, classes)
  })
}

function freeName(db: Database, root: string): string {
  const [base, around] = [path.basename(root), path.basename(path.dirname(root))]
  const plain = nameFrom(GENERIC.test(base) && around !== '' ? `${around}-${base}` : base, around, 'dataset')
  for (let n = 1; ; n++) {
    const name = n === 1 ? plain : `${plain}-${n}`
    if (!db.datasets.byName(name)) return name
  }
}
