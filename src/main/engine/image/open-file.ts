import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs'
import { AcuityError } from '../../../shared/errors.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { checkFileSize } from './limits.ts'

/** An open file; the caller closes the descriptor. */
export interface OpenFile {
  readonly descriptor: number
  readonly stat: Stats
}

/**
 * Opens what should be an image.
 *
 * @throws ImageFault file-unreadable where it is a folder, pipe or device, too-large
 * @throws Error of the operating system, for {@link asImageFault}
 */
export function openImageFile(file: string): OpenFile {
  // Without O_NONBLOCK, opening a pipe would wait for ever. (On Windows it is undefined, which changes nothing.)
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw new ImageFault('file-unreadable', 'not a regular file')
    checkFileSize(stat.size)
    return { descriptor, stat }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** Faults of this machine at this moment, not of the file: recorded as skips, they would outlive their cause. */
const MACHINE_FAULTS: ReadonlySet<unknown> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'])

/**
 * What opening, reading or decoding `file` threw, as a fault of this one image.
 *
 * @param retry what to do once the machine is well again, as in "index again"
 * @throws AcuityError `file-unreadable` where the machine is to blame and all other files would fail as well
 * @throws `error` itself where it is a fault of ours
 */
export function asImageFault(error: unknown, file: string, retry: string): ImageFault {
  if (error instanceof ImageFault) return error
  if (error instanceof AcuityError || !(error instanceof Error && 'code' in error)) throw error
  if (MACHINE_FAULTS.has(error.code)) {
    const message = `Cannot read ${file}: ${error.message}. When that is mended, ${retry}.`
    throw new AcuityError('file-unreadable', message, { cause: error })
  }
  return new ImageFault(error.code === 'ENOENT' ? 'file-missing' : 'file-unreadable', error.message)
}
