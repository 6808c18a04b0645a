import type { z } from 'zod'
import type { Method } from '../../shared/contract.ts'
import { AcuityError, describeIssues } from '../../shared/errors.ts'

/** @throws AcuityError `invalid-input` with each field that is wrong */
export function parseInput<T extends z.ZodType>(method: Method, schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new AcuityError('invalid-input', describeIssues(parsed.error), { details: { method } })
}
