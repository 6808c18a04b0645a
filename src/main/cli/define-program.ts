import { Command } from 'commander'
import manifest from '../../../package.json' with { type: 'json' }
import { withoutControls } from '../../shared/text.ts'
import { archCommand } from './commands/arch.ts'
import { benchCommand } from './commands/bench.ts'
import { cacheCommand } from './commands/cache.ts'
import { compareCommand } from './commands/compare.ts'
import { demoCommand } from './commands/demo.ts'
import { diagnoseCommand } from './commands/diagnose.ts'
import { doctorCommand } from './commands/doctor.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { exportCommand } from './commands/export-models.ts'
import { flipsCommand } from './commands/flips.ts'
import { importCommand } from './commands/import-answers.ts'
import { indexCommand } from './commands/index-folder.ts'
import { datasetsCommand, modelsCommand, runsCommand, sweepsCommand } from './commands/lists.ts'
import { publishedCommand } from './commands/published.ts'
import { reportCommand } from './commands/report.ts'
import {
  archiveCommand,
  pinCommand,
  removeCommand,
  renameCommand,
  tagCommand,
  unarchiveCommand,
  undoCommand,
  unpinCommand,
} from './commands/shelf.ts'
import { sweepCommand } from './commands/sweep.ts'

/** `acuity` with all of its commands and options; nothing is carried out yet. */
export const program = new Command('acuity')
  .description('What does it cost a network to see less?')
  .version(manifest.version)
  .option('--home <dir>', "where state lives (default: ACUITY_HOME, else the platform's application-data folder)")
  .option('--json', 'write one JSON document to stdout')
  .option('--wide', 'show tables with all of their cells, which are cut on a terminal where they are long')
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
  importCommand,
  sweepCommand,
  sweepsCommand,
  renameCommand,
  tagCommand,
  pinCommand,
  unpinCommand,
  archiveCommand,
  unarchiveCommand,
  removeCommand,
  undoCommand,
  reportCommand,
  compareCommand,
  flipsCommand,
  publishedCommand,
  archCommand,
  exportCommand,
  benchCommand,
  cacheCommand,
  diagnoseCommand,
  doctorCommand,
  demoCommand,
])
  program.addCommand(inherit(command, program))

/** What is wrong with the usage of a command of a command ends the program just the same. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent)
  for (const below of command.commands) inherit(below, command)
  return command
}
