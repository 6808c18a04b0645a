import type { RunReference } from '../../../shared/contract/common.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { numberedName } from '../../../shared/name.ts'
import type { Deletion, DeletionWeight, Kind, Named, Restored } from '../../../shared/shelf.ts'
import { describeCropFiles } from '../crop-cache/index.ts'
import type { Database } from '../db/index.ts'
import { runLock } from '../eval/index.ts'
import { findThings } from './find-things.ts'
import { titleOf } from './rename.ts'

/**
 * What goes if some things do.
 * @param crops folder of the crop cache
 * @throws AcuityError as {@link findThings}
 */
export async function weighDeletion(
  db: Database,
  crops: string,
  { kind, which }: { kind: Kind; which: readonly RunReference[] },
): Promise<DeletionWeight> {
  const things = db.deletions.goingWith(kind, findThings(db, kind, which))
  const files = await cropFilesOf(db, crops, things)
  return {
    things,
    ...db.deletions.weigh(things),
    cacheBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    atWork: atWork(db, things),
  }
}

/** What the crop cache holds of the datasets among some things, and of no other. */
export async function cropFilesOf(db: Database, crops: string, things: readonly Named[]) {
  const called = new Set(db.deletions.cropsOnlyOf(things))
  if (called.size === 0) return []
  const files = await describeCropFiles(crops, db.locks)
  return files.filter(({ key }) => key !== null && called.has(key.images))
}

/** Runs that go on or wait, and datasets that are being indexed, in whatever process. */
function atWork(db: Database, things: readonly Named[]): Named[] {
  const held = new Set(db.locks.allHeld())
  const lockOf = ({ kind, id }: Named) => {
    if (kind === 'run') return runLock(id)
    return kind === 'dataset' ? `index:${db.datasets.get(id).root}` : ''
  }
  return things.filter((thing) => held.has(lockOf(thing)))
}

/**
 * Marks things, and what goes with them, as deleted.
 * @throws AcuityError `busy` where one of them is at work; as {@link findThings}
 */
export function deleteThings(db: Database, { kind, which }: { kind: Kind; which: readonly RunReference[] }): Deletion {
  return db.transaction(() => {
    const things = db.deletions.goingWith(kind, findThings(db, kind, which))
    const [working] = atWork(db, things)
    if (working) {
      const what = working.kind === 'dataset' ? 'is being indexed' : 'goes on or waits for its turn'
      throw new AcuityError(
        'busy',
        `${titleOf[working.kind]} ${working.id} (${working.name}) ${what}: cancel that first. Nothing was deleted.`,
      )
    }
    return db.deletions.mark(things)
  })
}

/**
 * Brings back what was deleted at once. What is called like something that came meanwhile gets a number.
 * @param deletion by default the last
 * @throws AcuityError `not-found`; `invalid-input` where a run's dataset or model was deleted after it
 */
export function restore(db: Database, deletion: number | undefined): Restored {
  return db.transaction(() => {
    const all = db.deletions.all()
    const found = deletion === undefined ? all[0] : all.find((each) => each.deletion === deletion)
    if (!found)
      throw new AcuityError(
        'not-found',
        deletion === undefined
          ? 'There is nothing to bring back: nothing was deleted, or it has been removed for good.'
          : 'This cannot be brought back: it is there again, or it has been removed for good.',
      )
    const renamed: Named[] = []
    for (const thing of found.things) {
      const name = freeName(db, thing)
      db.deletions.unmark([{ ...thing, name }])
      if (name !== thing.name) renamed.push({ ...thing, name })
    }
    db.deletions.forget(found.deletion)
    const orphan = db.deletions.orphan()
    if (orphan)
      throw new AcuityError(
        'invalid-input',
        `The run ${orphan.run} needs its ${orphan.kind} ${orphan.name}, which was deleted later: bring that back first.`,
      )
    return { ...found, renamed }
  })
}

/** Models may have one name. */
function freeName(db: Database, { kind, name }: Named): string {
  if (kind === 'model' || db.shelf.named(kind, name).length === 0) return name
  const taken = new Set<string>()
  for (let free = name; ; free = numberedName(taken, name)) {
    if (db.shelf.named(kind, free).length === 0) return free
    taken.add(free)
  }
}
