import { AcuityError } from '../../../../shared/errors.ts'

/** What becomes of each value, less those with which something is wrong. */
export function thatWork<T, R>(values: readonly T[], make: (value: T) => R): R[] {
  return values.flatMap((value) => {
    try {
      return [make(value)]
    } catch (error) {
      if (error instanceof AcuityError) return []
      throw error
    }
  })
}
