import path from 'node:path'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { AcuityError, describeIssues } from '../../../shared/errors.ts'
import { Name, nameFrom } from '../../../shared/name.ts'
import type { DatasetContents } from '../dataset/index.ts'
import type { Database, DatasetRow } from '../db/index.ts'
import { nameOfSource, type Source } from '../sources/index.ts'

/** Names of folders that say nothing without the one above; an archive was given its own by somebody. */
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
    throw new AcuityError('invalid-input', `${root} was indexed under several names (${names}).`, {
      remedies: [{ do: 'state', option: 'name' }],
    })
  }
  return dataset
}

/** What indexing a folder began, if it never came to its end. */
export const unfinishedAt = (db: Database, root: string): DatasetRow | undefined =>
  db.datasets.byRoot(root).find(({ generation }) => generation === 0)

export function nameTaken({ name, root }: DatasetRow, { isGone = false } = {}): AcuityError {
  const where = isGone ? `${root}, which is gone; the images here are others.` : `${root}.`
  return new AcuityError('already-exists', `There is a dataset ${name} already, of ${where}`, {
    remedies: [{ do: 'change', option: 'name', to: 'another' }],
  })
}

/**
 * The dataset that a folder is indexed into: the one that it was before, its classes called as the folder calls them now,
 * or a new one. A dataset of other classes gives way where it was never indexed to its end, and so has no runs.
 * @param name of a new one; without it, made of the folder's
 * @throws AcuityError `classes-invalid` where the class list is not the one that earlier runs were made with;
 *   `already-exists` where another process was faster with the name
 */
export function keepOrCreate(
  db: Database,
  before: DatasetRow | undefined,
  source: Source,
  name: string | undefined,
  folder: DatasetContents,
): DatasetRow {
  if (before) {
    const classes = db.datasets.classes(before.id)
    if (isSameList(classes, folder.classes)) {
      const renamed = folder.classes.filter(({ name }, i) => name !== classes[i]?.name)
      db.transaction(() => db.datasets.renameClasses(before.id, renamed))
      return before
    }
    if (before.generation > 0)
      throw new AcuityError(
        'classes-invalid',
        `${before.name} was indexed with another class list, which its runs depend on: it cannot have this one.`,
        { remedies: [{ do: 'index-beside', classes: 'another' }] },
      )
    db.datasets.removeUnpublished(before)
  }
  return createDataset(db, source, name, folder)
}

/** Classes are known by their WordNet id; a name may change. */
function isSameList(before: readonly ClassEntry[], now: readonly ClassEntry[]): boolean {
  return before.length === now.length && before.every(({ wnid }, i) => wnid === now[i]?.wnid)
}

function createDataset(
  db: Database,
  { kind, root }: Source,
  name: string | undefined,
  { classes, classesFile, labelsFile }: DatasetContents,
): DatasetRow {
  return db.transaction(() => {
    const taken = name === undefined ? undefined : db.datasets.byName(name)
    if (taken) throw nameTaken(taken)
    return db.datasets.create(
      { name: name ?? freeName(db, { kind, root }), kind, root, classesFile, labelsFile },
      classes,
    )
  })
}

function freeName(db: Database, { kind, root }: Source): string {
  const around = path.basename(path.dirname(root))
  const base = nameOfSource({ kind, root })
  const isGeneric = GENERIC.test(base) && base === path.basename(root)
  const plain = nameFrom(isGeneric && around !== '' ? `${around}-${base}` : base, around, 'dataset')
  for (let n = 1; ; n++) {
    const name = n === 1 ? plain : `${plain}-${n}`
    if (!db.datasets.byName(name)) return name
  }
}
