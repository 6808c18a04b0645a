import { Command } from 'commander'
import type { ReportFormat } from '../../../shared/report.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { formatArchitectures } from '../../engine/index.ts'
import { printJson, withContext, type Context } from '../context.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { positiveList } from '../options.ts'
import { writeResult } from '../write-result.ts'

interface Options {
  only?: string[]
  crop?: number[]
  format?: ReportFormat
  out?: Out
}

export const archCommand = new Command('arch')
  .description('list the architectures that ship without weights, or write the prototxt of one')
  .argument('[name]', 'an architecture')
  .option('--only <a,b>', 'only these of its modifications; "none" for the network that it was made from', list)
  .option('--crop <n,…>', 'crops that the list counts at (default: 227,111,99)', positiveList)
  .addOption(formatOption())
  .addOption(outOption())
  .action((name: string | undefined, options: Options, command: Command) =>
    withContext(command, (context) =>
      name === undefined ? listArchitectures(context, options) : writeText(context, name, options),
    ),
  )

async function listArchitectures(context: Context, { only, crop: crops, format, out }: Options) {
  const { engine, json } = context
  if (only)
    throw new AcuityError('invalid-input', '--only needs the name of an architecture: acuity arch NAME --only …')
  const chosen = chooseFormat(format, context, out)
  const architectures = await engine.call('architectures.list', { crops })
  await writeResult(formatArchitectures(architectures, chosen, choice), out, json)
}

const choice = (modifications: readonly string[]) => `--only takes some of ${modifications.join(', ')}`

async function writeText({ engine, json }: Context, name: string, { only, crop, format, out }: Options) {
  if (crop ?? format)
    throw new AcuityError('invalid-input', '--crop and --format are for the list: a prototxt is what it is.')
  const { text } = await engine.call('architectures.text', { name, only })
  if (json && typeof out !== 'string') await printJson({ name, only: only ?? null, prototxt: text })
  else await writeResult([text], out, json)
}

function list(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return names.length === 1 && names[0] === 'none' ? [] : names
}
