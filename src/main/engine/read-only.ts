import { AcuityError } from '../../shared/errors.ts'

/** Says why a home that can only be read does not do what was asked. */
export function readOnlyError(home: string, why: string): AcuityError {
  return new AcuityError('home-read-only', `${home} can only be read: ${why}.`, { remedies: [{ do: 'choose-home' }] })
}
