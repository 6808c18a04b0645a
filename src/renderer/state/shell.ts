import { deserializeError } from '../../shared/errors.ts'
import {
  Drop,
  ShellAnswer,
  shellContract,
  type ShellInput,
  type ShellMethod,
  type ShellOutput,
} from '../../shared/shell-contract.ts'

/**
 * Asks the main process.
 * @throws AcuityError
 */
export async function ask<M extends ShellMethod>(method: M, input: ShellInput<M>): Promise<ShellOutput<M>> {
  const output = unwrap(await window.acuity.request(method, input))
  return shellContract[method].output.parse(output) as ShellOutput<M>
}

/** Has dropped files granted: see {@link Drop}. */
export async function grantDropped(files: readonly File[]): Promise<Drop> {
  return Drop.parse(unwrap(await window.acuity.drop(files)))
}

function unwrap(answer: unknown): unknown {
  const parsed = ShellAnswer.parse(answer)
  if ('error' in parsed) throw deserializeError(parsed.error)
  return parsed.output
}
