import { Command, CommanderError } from 'commander'
import manifest from '../../../package.json' with { type: 'json' }
import { AcuityError, messageOf } from '../../shared/errors.ts'
import { withoutControls } from '../../shared/text.ts'
import { archCommand } from './commands/arch.ts'
import { benchCommand } from './commands/bench.ts'
import { cacheCommand } from './commands/cache.ts'
import { compareCommand } from './commands/compare.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { flipsCommand } from './commands/flips.ts'
import { indexCommand } from './commands/index-folder.ts'
import { datasetsCommand, modelsCommand, runsCommand } from './commands/lists.ts'
import { publishedCommand } from './commands/published.ts'
import { reportCommand } from './commands/report.ts'
import { note } from './context.ts'

const EXIT_FAILED = 1
const EXIT_USAGE = 2
const EXIT_INTERRUPTED = 130

/** Errors in what was asked for, rather than in carrying it out. */
const USAGE_ERRORS = new Set(['invalid-input', 'recipe-invalid'])

const program = new Command('acuity')
  .description('What does it cost a network to see less?')
  .version(manifest.version)
  .option('--home <dir>', "where state lives (default: ACUITY_HOME, else the platform's application-data folder)")
  .option('--json', 'write one JSON document to stdout')
  .option('--debug', 'print the stack of an error')
  .configureOutput({
    // What was asked for may be a stranger's name, as where a script passes on those of files.
    writeOut: (text) => process.stdout.write(withoutControls(text)),
    writeErr: (text) => process.stderr.write(withoutControls(text)),
  })
  .exitOverride()

for (const command of [
  indexCommand,
  datasetsCommand,
  modelsCommand,
  runsCommand,
  evaluateCommand,
  reportCommand,
  compareCommand,
  flipsCommand,
  publishedCommand,
  archCommand,
  benchCommand,
  cacheCommand,
  doctorCommand,
  demoCommand,
])
  program.addCommand(inherit(command, program))

// A reader that has seen enough, as `head`, ends the program without noise; progress that nobody reads ends nothing.
process.stderr.on('error', () => undefined)
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : EXIT_FAILED))

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCode(error)
  // Commander has already said what is wrong with the usage.
  if (!(error instanceof CommanderError)) {
    note(`acuity: ${messageOf(error)}`)
    if (program.opts<{ debug?: boolean }>().debug && error instanceof Error) note(error.stack ?? '')
  }
}

/** What is wrong with the usage of a command of a command ends the program just the same. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent)
  for (const below of command.commands) inherit(below, command)
  return command
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE
  if (!(error instanceof AcuityError)) return EXIT_FAILED
  if (error.code === 'cancelled') return EXIT_INTERRUPTED
  return USAGE_ERRORS.has(error.code) ? EXIT_USAGE : EXIT_FAILED
}
