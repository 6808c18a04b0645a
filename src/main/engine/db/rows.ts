import { z } from 'zod'

/** So many texts of a column are known with what they say: more than lists are long, and some megabytes at most. */
const KNOWN = 4_000

/**
 * A column that holds JSON, checked against its schema on the way in and on the way out. What was read lately is not read
 * again, as lists of a thousand rows would be with each change; and so nobody can write into what they are given.
 */
export function jsonColumn<T extends z.ZodType>(schema: T) {
  const known = new Map<string, z.output<T>>()
  return {
    write: (value: z.input<T>): string => JSON.stringify(schema.parse(value)),
    read: (text: string): z.output<T> => {
      const before = known.get(text)
      if (before !== undefined) return before
      const value = frozen(schema.parse(JSON.parse(text)))
      const [oldest] = known.keys()
      if (known.size >= KNOWN && oldest !== undefined) known.delete(oldest)
      known.set(text, value)
      return value
    },
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}
