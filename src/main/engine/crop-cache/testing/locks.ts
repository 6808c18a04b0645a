import { AcuityError } from '../../../../shared/errors.ts'
import type { Locks } from '../index.ts'

/** Locks as one process sees them. */
export function newLocks(): Locks {
  const names = new Set<string>()
  return {
    held: (name) => names.has(name),
    take: (name, what) => {
      if (names.has(name)) throw new AcuityError('busy', `${what} is in use.`)
      names.add(name)
      return { release: () => void names.delete(name) }
    },
  }
}
