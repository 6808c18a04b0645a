import type { Advice } from '../../../shared/advice.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { counted } from '../../../shared/text.ts'
import type { Database, DatasetRow } from '../db/index.ts'

/** @throws AcuityError `invalid-input` for what is said of no one part of the dataset */
export function checkPart({ limit, sample, seed }: Pick<Request<'runs.start'>, 'limit' | 'sample' | 'seed'>): void {
  if (seed !== undefined && sample === undefined)
    throw new AcuityError('invalid-input', 'A seed draws a sample, and nothing says of how many images.', {
      remedies: [{ do: 'state', option: 'sample' }],
    })
  if (limit === undefined || sample === undefined) return
  throw new AcuityError('invalid-input', 'A run is of the first images or of a sample of all, not of both.', {
    remedies: [{ do: 'leave-out', option: 'limit' }],
  })
}

/**
 * The first images in order of their path are those of the first classes, and no estimate of the rest.
 * @param present the classes that the whole dataset has images of
 */
export function warnOfFirst(
  db: Database,
  { id, generation, images }: DatasetRow,
  limit: number | undefined,
  present: readonly number[],
): Advice[] {
  if (limit === undefined || limit >= images) return []
  const classes = db.images.classesAmong({ datasetId: id, generation, limit, sample: null })
  if (classes === present.length) return []
  const message =
    `The first ${counted(limit, 'image')} in order of their path are of ${classes} of ${counted(present.length, 'class', 'classes')} ` +
    'only: what they show is no estimate of the dataset.'
  return [{ message, remedies: [{ do: 'state', option: 'sample' }] }]
}
