import type { RunReference } from '../../../shared/contract/common.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { findReferred } from '../../../shared/name.ts'
import type { Kind } from '../../../shared/shelf.ts'
import type { Database } from '../db/index.ts'
import { findRun } from '../eval/index.ts'
import { requireDataset } from '../indexing/index.ts'
import { findSweep } from '../sweeps/index.ts'

type Found = { id: number; name: string }

/** Models may have one name, as those of two folders do: they are told apart by where they lie. */
function findModel(db: Database, reference: RunReference): Found {
  const all = db.models.all()
  const named = all.filter(({ name }) => name === reference)
  if (named.length > 1) {
    const which = named.map(({ id, file }) => `${id} of ${file}`).join(', ')
    throw new AcuityError(
      'invalid-input',
      `${named.length} models are called ${reference} (${which}): name one of them by its id.`,
    )
  }
  const found = findReferred('model', all, reference)
  if (!found)
    throw new AcuityError('not-found', `There is no model ${reference}.`, {
      remedies: [{ do: 'choose-another', what: 'model' }],
    })
  return found
}

const findOne: Record<Kind, (db: Database, reference: RunReference) => Found> = {
  dataset: requireDataset,
  model: findModel,
  run: findRun,
  sweep: findSweep,
}

/**
 * A thing by its id, also where that is text, or by its name.
 * @throws AcuityError `not-found`; `invalid-input` for a name of several
 */
export function findThing(db: Database, kind: Kind, reference: RunReference): Found {
  return findOne[kind](db, reference)
}

/**
 * The ids of several, each once.
 * @throws AcuityError as {@link findThing}
 */
export function findThings(db: Database, kind: Kind, references: readonly RunReference[]): number[] {
  return [...new Set(references.map((reference) => findThing(db, kind, reference).id))]
}
