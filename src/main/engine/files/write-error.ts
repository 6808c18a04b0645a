import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'

/** What to do about a file that cannot be written, by what the operating system calls it. */
const advice: Record<string, (folder: string) => string> = {
  ENOSPC: (folder) => `the disk of ${folder} is full. Make room there, and try again`,
  EDQUOT: (folder) => `your share of the disk of ${folder} is used up. Make room there, and try again`,
  EROFS: (folder) => `${folder} is on a read-only disk. Name a file somewhere else`,
  EACCES: (folder) => `you may not write in ${folder}. Name a file somewhere else, or ask for the permission`,
  EPERM: (folder) => `the system does not permit it in ${folder}. Name a file somewhere else`,
  ENOTDIR: (folder) => `${folder} is not a folder. Name a file in one`,
  EEXIST: (folder) => `${folder} is not a folder. Name a file in one`,
  ENAMETOOLONG: () => 'the name is too long. Name a shorter one',
  EPIPE: () => 'whoever read from it has stopped',
}

/** Whether the operating system refused, and not what was to be written. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

/** Says which file could not be written, why, and what to do. */
export function unwritable(file: string, cause: NodeJS.ErrnoException): AcuityError {
  const code = /^(ENOSPC|EDQUOT)$/.test(cause.code ?? '') ? 'disk-full' : 'file-unwritable'
  const why = advice[cause.code ?? '']?.(path.dirname(file)) ?? cause.message
  return new AcuityError(code, `Cannot write ${file}: ${why}.`, { cause })
}
