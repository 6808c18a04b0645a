import { z } from 'zod'

/** A column that holds JSON, checked against its schema on the way in and on the way out. */
export function jsonColumn<T extends z.ZodType>(schema: T) {
  return {
    write: (value: z.input<T>): string => JSON.stringify(schema.parse(value)),
    read: (text: string): z.output<T> => schema.parse(JSON.parse(text)),
  }
}
