import { AcuityError } from '../../../shared/errors.ts'
import { findReferred } from '../../../shared/name.ts'
import type { Database, DatasetRow } from '../db/index.ts'

/**
 * A dataset by its id, also where that is text, or by its name.
 * @throws AcuityError `not-found` also where the dataset was never indexed to its end
 */
export function requireDataset(db: Database, reference: number | string): DatasetRow {
  const dataset = findReferred('dataset', db.datasets.all(), reference)
  if (!dataset)
    throw new AcuityError('not-found', `There is no dataset ${reference}.`, {
      remedies: [{ do: 'choose-another', what: 'dataset' }, { do: 'index-folder' }],
    })
  return dataset
}
