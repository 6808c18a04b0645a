import type { IndexResult } from '../../../shared/dataset.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { indexDataset, type IndexContext, type IndexOptions } from './index-dataset.ts'

/**
 * Brings a dataset up to date with its folder, by the label file and the class list that it was indexed with,
 * unless another way to read its labels is stated.
 * @throws AcuityError `not-found`, and all that indexing does
 */
export async function reindexDataset(
  dataset: number,
  context: IndexContext,
  options: Pick<IndexOptions, 'follow' | 'labels' | 'labelOrder' | 'layout'> = {},
): Promise<IndexResult> {
  const row = context.db.datasets.find(dataset)
  if (!row)
    throw new AcuityError('not-found', `There is no dataset ${dataset}.`, {
      remedies: [{ do: 'choose-another', what: 'dataset' }],
    })
  // Under its name, indexing finds what else it was indexed with.
  return indexDataset({ ...options, folder: row.root, name: row.name }, context)
}
