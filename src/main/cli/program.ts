import { CommanderError } from 'commander'
import { AcuityError } from '../../shared/errors.ts'
import { note } from './context.ts'
import { program } from './define-program.ts'
import { wordError } from './word-remedy.ts'

const EXIT_FAILED = 1
const EXIT_USAGE = 2
const EXIT_INTERRUPTED = 130

/** Errors in what was asked for, rather than in carrying it out. */
const USAGE_ERRORS = new Set(['invalid-input', 'recipe-invalid'])

// A reader that has seen enough, as `head`, ends the program without noise; progress that nobody reads ends nothing.
process.stderr.on('error', () => undefined)
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  note(
    `acuity: The result could not be written to stdout: ${error.code === 'ENOSPC' ? 'no room is left on the device that it goes to' : error.message}.`,
  )
  process.exit(EXIT_FAILED)
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCode(error)
  // Commander has already said what is wrong with the usage.
  if (!(error instanceof CommanderError)) {
    note(`acuity: ${wordError(error)}`)
    if (program.opts<{ debug?: boolean }>().debug && error instanceof Error) note(error.stack ?? '')
  }
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE
  if (!(error instanceof AcuityError)) return EXIT_FAILED
  if (error.code === 'cancelled') return EXIT_INTERRUPTED
  return USAGE_ERRORS.has(error.code) ? EXIT_USAGE : EXIT_FAILED
}
