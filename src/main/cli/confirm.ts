import { createInterface } from 'node:readline/promises'
import { AcuityError } from '../../shared/errors.ts'
import type { Context } from './context.ts'

/**
 * Asks on stderr whether to go on, where somebody is there to answer.
 * @throws AcuityError `cancelled` where they say no; `invalid-input` where nobody is there
 */
export async function confirm({ interrupted }: Pick<Context, 'interrupted'>, what: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new AcuityError('invalid-input', `${what} Nothing was changed: say that this is wanted (--yes).`)
  const dialog = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await dialog.question(`${what} Go on? [y/N] `, { signal: interrupted })
    if (!/^y(es)?$/i.test(answer.trim())) throw new AcuityError('cancelled', 'Nothing was changed.')
  } finally {
    dialog.close()
  }
}
