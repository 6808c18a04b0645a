import type { z } from 'zod'

/**
 * What the window kept for its next start, by a key of its own.
 * @param schema takes anything, null as well: what makes no sense any more is nothing kept
 */
export function kept<Schema extends z.ZodType>(key: string, schema: Schema): z.output<Schema> {
  return schema.parse(parsed(localStorage.getItem(key)))
}

export function keep(key: string, value: unknown): void {
  localStorage.setItem(key, JSON.stringify(value))
}

function parsed(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
