import { setTimeout } from 'node:timers/promises'
import type { IndexResult } from '../../../shared/dataset.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { DatasetRow } from '../db/index.ts'
import { locateSource } from '../sources/index.ts'
import { cancelled, type IndexContext, type IndexOptions } from './index-dataset.ts'
import { reindexDataset } from './reindex-dataset.ts'

/** How often a folder is asked for that somebody else is indexing. */
const ASK_MS = 250

/** @throws AcuityError `not-found` where what the dataset's images lie in is gone */
export async function requireSource({ name, kind, root }: Pick<DatasetRow, 'name' | 'kind' | 'root'>): Promise<void> {
  if ((await locateSource(root)) === null)
    throw new AcuityError(
      'not-found',
      `The ${kind === 'folder' ? 'folder' : 'archive'} of ${name} is gone: ${root}. Connect its disk or share.`,
      { remedies: [{ do: 'index-folder' }] },
    )
}

/**
 * Brings a dataset up to date before a run on it, which is about the files as they are. Where the folder is being
 * indexed already, waits its turn.
 * @throws AcuityError `not-found` where the folder is gone; `dataset-invalid` where it holds no image any more, the
 *   dataset staying as it was; and all else that indexing does
 */
export async function refreshDataset(
  { id, name, kind, root }: DatasetRow,
  context: IndexContext,
  options: Pick<IndexOptions, 'follow' | 'labelOrder'> = {},
): Promise<IndexResult> {
  await requireSource({ name, kind, root })
  for (;;)
    try {
      return await reindexDataset(id, context, options)
    } catch (error) {
      if (!(error instanceof AcuityError && error.code === 'busy')) throw error
      context.onProgress({ root, waiting: true, total: 0, done: 0, faults: 0, etaSeconds: null })
      await setTimeout(ASK_MS, undefined, { signal: context.signal }).catch((reason: unknown) => {
        throw context.signal.aborted ? cancelled(root) : reason
      })
    }
}

/**
 * For a run that takes a dataset as it was indexed: what was followed then cannot be refused now, nor the other way round.
 * @throws AcuityError `invalid-input`
 */
export function requireSameLinks({ name, follow }: DatasetRow, stated: boolean | undefined): void {
  if (stated === undefined || stated === follow) return
  throw new AcuityError(
    'invalid-input',
    `${name} was indexed with links that lead out of its folder ${follow ? 'followed' : 'refused'}.`,
    { remedies: [{ do: 'refresh' }, { do: 'treat-links', follow }] },
  )
}
