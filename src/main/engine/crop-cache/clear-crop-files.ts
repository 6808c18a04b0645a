import path from 'node:path'
import type { ClearedCropCache } from '../../../shared/crop-cache.ts'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { removeCropFile } from './crop-files.ts'
import type { DescribedCropFile } from './describe-crop-files.ts'
import { lockFile, type Lock, type Locks } from './locks.ts'

/**
 * Removes cache files, all or none.
 * @throws AcuityError `busy` where a run writes to one of them; `file-unwritable`
 */
export async function clearCropFiles(files: readonly DescribedCropFile[], locks: Locks): Promise<ClearedCropCache> {
  const taken: Lock[] = []
  try {
    for (const { name, key } of files) taken.push(lockFile(locks, name, key?.root ?? null))
    for (const { file } of files) await removeCropFile(file).catch((cause: unknown) => failed(file, cause))
    return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
  } finally {
    for (const lock of taken) lock.release()
  }
}

function failed(file: string, cause: unknown): never {
  const name = path.basename(file)
  throw new AcuityError('file-unwritable', `Cannot remove the crop cache ${name}: ${messageOf(cause)}`, { cause })
}
