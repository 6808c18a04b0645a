import type { z } from 'zod'
import { AcuityError, describeIssues, messageOf, type ErrorCode } from '../../../shared/errors.ts'
import { readText } from './read-text.ts'

/** Such a file has some hundred bytes; parsing JSON of many megabytes would hold up everything else. */
const MAX_BYTES = 1 << 20

interface JsonFile<T extends z.ZodType> {
  schema: T
  /** What the file is meant to be. */
  what: string
  /** What messages call it. */
  called?: string
  /** Of the error where it is something else. */
  code: ErrorCode
  /** Bytes that it may have. */
  most?: number
}

/**
 * Reads what a person wrote as JSON.
 * @throws AcuityError `file-unreadable`, or of the code given, with the field that is wrong
 */
export async function readJson<T extends z.ZodType>(
  file: string,
  { schema, what, called = file, code, most = MAX_BYTES }: JsonFile<T>,
): Promise<z.output<T>> {
  const text = await readText(file, what, most)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AcuityError(code, `${called} is not JSON: ${messageOf(cause)}`, { cause })
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new AcuityError(code, `${called}: ${describeIssues(parsed.error)}`)
}
