import { AcuityError } from '../../../shared/errors.ts'

export interface Lock {
  release(): void
}

/** Named locks that a dead process cannot hold, as the database has them. */
export interface Locks {
  held(name: string): boolean
  /** @throws AcuityError `busy` */
  take(name: string, what: string): Lock
}

/** Whoever holds it may write to the cache file, or remove it. To read, none is needed. */
const lockName = (fileName: string) => `crops:${fileName}`

export const isLocked = (locks: Locks, fileName: string) => locks.held(lockName(fileName))

/** @throws AcuityError `busy` */
export function lockFile(locks: Locks, fileName: string, root: string | null): Lock {
  return locks.take(lockName(fileName), root === null ? 'A crop cache' : `The crop cache of ${root}`)
}

/** Null where another run has it. */
export function tryLockFile(locks: Locks, fileName: string): Lock | null {
  try {
    return lockFile(locks, fileName, null)
  } catch (error) {
    if (error instanceof AcuityError && error.code === 'busy') return null
    throw error
  }
}
