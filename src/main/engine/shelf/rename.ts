import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Kind, Named } from '../../../shared/shelf.ts'
import type { Database } from '../db/index.ts'
import { findThing } from './find-things.ts'

export const titleOf: Record<Kind, string> = { dataset: 'Dataset', model: 'Model', run: 'Run', sweep: 'Sweep' }

/**
 * Has a thing be called otherwise; its id stays.
 * @throws AcuityError `already-exists` where another of its kind is called so; as {@link findThing}
 */
export function rename(db: Database, request: Request<'library.rename'>): Named & { before: string } {
  const { kind, which, name } = request
  return db.transaction(() => {
    const { id, name: before } = findThing(db, kind, which)
    const [other] = db.shelf.named(kind, name).filter((each) => each !== id)
    if (other !== undefined)
      throw new AcuityError('already-exists', `${titleOf[kind]} ${other} is called ${name} already.`, {
        remedies: [{ do: 'change', option: 'name', to: 'another' }],
      })
    db.shelf.rename(kind, id, name)
    return { kind, id, name, before }
  })
}
