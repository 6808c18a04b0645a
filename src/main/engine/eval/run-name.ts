import { AcuityError } from '../../../shared/errors.ts'
import { numberedName } from '../../../shared/name.ts'
import type { Database, NewImport, NewRun } from '../db/index.ts'

/**
 * Makes a run under a name that no other has.
 * @param stated what it is to be called
 * @param byDefault what it is called where nothing is stated; a run that would be called like another gets a number
 * @returns the run's id
 * @throws AcuityError `already-exists` where the stated name is taken; `not-found` where its dataset or model is gone
 */
export function createRun(
  db: Database,
  stated: string | undefined,
  byDefault: string,
  run: Omit<NewRun, 'name'> | Omit<NewImport, 'name'>,
): number {
  return db.transaction(() => {
    requireThere(db, run)
    if (stated !== undefined) refuseTaken(db, stated)
    return db.runs.create({ ...run, name: stated ?? freeName(db.runs.names(), byDefault) })
  })
}

/** @throws AcuityError `already-exists` where a run goes by that name: what it then meant would depend on the time */
export function refuseTaken(db: Database, name: string): void {
  const taken = db.runs.named(name)
  if (taken.length > 0)
    throw new AcuityError('already-exists', `Run ${taken.join(', ')} is called ${name} already.`, {
      remedies: [
        { do: 'change', option: 'name', to: 'another' },
        { do: 'leave-out', option: 'name' },
      ],
    })
}

/** Settling a run takes a while, in which somebody may delete what it is of. */
function requireThere(db: Database, { datasetId, modelId }: Pick<NewRun | NewImport, 'datasetId' | 'modelId'>): void {
  if (!db.datasets.find(datasetId)) throw new AcuityError('not-found', 'Its dataset was deleted meanwhile.')
  if (modelId !== null && !db.models.find(modelId))
    throw new AcuityError('not-found', 'Its model was deleted meanwhile.')
}

/** `net 256/224`, then `net 256/224 (2)`, and so on. */
function freeName(taken: ReadonlySet<string>, name: string): string {
  return taken.has(name) ? numberedName(taken, name.replace(/ \(\d+\)$/, '')) : name
}
