import { z } from 'zod'
import { Remedies, type Remedy } from './remedy.ts'

/** Every way in which a request can fail, as data: what crosses a port or ends a command is one of these. */
export const ErrorCode = z.enum([
  'invalid-input',
  'not-found',
  'already-exists',
  'busy',
  'cancelled',
  'dataset-invalid',
  'classes-invalid',
  'labels-invalid',
  'model-invalid',
  'recipe-invalid',
  'import-invalid',
  'provider-unavailable',
  'database-newer',
  'database-damaged',
  'disk-full',
  'home-read-only',
  'database-gone',
  'file-unreadable',
  'file-unwritable',
  'memory-limit',
  'time-limit',
  'nothing-evaluated',
  'internal',
])
export type ErrorCode = z.infer<typeof ErrorCode>

/** The form in which an error crosses a process boundary. */
export const SerializedError = z.object({
  code: ErrorCode,
  message: z.string(),
  details: z.record(z.string(), z.json()).default({}),
})
export type SerializedError = z.infer<typeof SerializedError>

/**
 * An error meant for the person at the keyboard: `message` says what is wrong, with which file, and `details.remedies`
 * what to do, where that is done in each door's own way. Anything else that is thrown is a fault of ours and is shown as
 * `internal`.
 */
export class AcuityError extends Error {
  override readonly name = 'AcuityError'
  readonly code: ErrorCode
  readonly details: SerializedError['details']

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: SerializedError['details']; remedies?: readonly Remedy[]; cause?: unknown } = {},
  ) {
    const { details = {}, remedies, cause } = options
    super(message, { cause })
    this.code = code
    this.details = remedies?.length ? { ...details, remedies: z.json().parse(remedies) } : details
  }
}

/** What can be done about an error, whether it was thrown here or came over a port. */
export function remediesOf(error: unknown): readonly Remedy[] {
  return error instanceof AcuityError ? Remedies.parse(error.details['remedies']) : []
}

/** What a thrown thing says; anything can be thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** What a schema found wrong, each problem with the field it is about. */
export function describeIssues({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ')
}

/** Turns whatever was thrown into what crosses a port. */
export function serializeError(thrown: unknown): SerializedError {
  if (thrown instanceof AcuityError) return { code: thrown.code, message: thrown.message, details: thrown.details }
  return { code: 'internal', message: messageOf(thrown), details: {} }
}

/** The other side of {@link serializeError}. */
export function deserializeError(error: SerializedError): AcuityError {
  return new AcuityError(error.code, error.message, { details: error.details })
}
