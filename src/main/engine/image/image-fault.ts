import { AcuityError } from '../../../shared/errors.ts'
import { ImageFault } from '../../../shared/skip.ts'

/** Faults of this machine at this moment, not of the file: recorded as skips, they would outlive their cause. */
const MACHINE_FAULTS: ReadonlySet<unknown> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'])

/**
 * What opening, reading or decoding an image threw, as a fault of this one image.
 *
 * @param name what messages call it
 * @param retry what to do once the machine is well again, as in "index again"
 * @throws AcuityError `file-unreadable` where the machine is to blame and all other files would fail as well
 * @throws `error` itself where it is a fault of ours
 */
export function asImageFault(error: unknown, name: string, retry: string): ImageFault {
  if (error instanceof ImageFault) return error
  if (error instanceof AcuityError || !(error instanceof Error && 'code' in error)) throw error
  if (MACHINE_FAULTS.has(error.code)) {
    const message = `Cannot read ${name}: ${error.message}. When that is mended, ${retry}.`
    throw new AcuityError('file-unreadable', message, { cause: error })
  }
  return new ImageFault(error.code === 'ENOENT' ? 'file-missing' : 'file-unreadable', error.message)
}
