import path from 'node:path'
import { Option } from 'commander'
import { AcuityError } from '../../shared/errors.ts'
import { ReportFormat, reportFormats } from '../../shared/report.ts'

const extensionOf = (format: ReportFormat) => `.${reportFormats[format].extension}`
const extensions = [...new Set(ReportFormat.options.map(extensionOf))]
const said = `${extensions.slice(0, -1).join(', ')} or ${extensions.at(-1)}`

export const formatOption = () =>
  new Option(
    '--format <format>',
    `how it is written (default: as the extension of --out says, ${said}; else table, on a terminal with long cells cut)`,
  ).choices(ReportFormat.options)

/** Where a result goes: false where stdout was asked for, as `-`. */
export type Out = string | false | undefined

export const outOption = () =>
  new Option('--out <file>', 'write to a file instead of stdout (-)').argParser((file): Out => file !== '-' && file)

/** What a command was told of its output. */
interface Asked {
  json: boolean
  wide: boolean
}

/** How a table is shown where nothing else is said: a pipe's reader gets all of it. */
export const shownFormat = ({ wide }: Pick<Asked, 'wide'>): ReportFormat =>
  process.stdout.isTTY && !wide ? 'terminal' : 'table'

/**
 * `--json` is `--format json`, and says what was saved as JSON too; it goes with no other format. Where neither is
 * given, a file's extension tells.
 * @throws AcuityError `invalid-input` where they contradict each other, or a file's extension is of none of the formats
 */
export function chooseFormat(format: ReportFormat | undefined, asked: Asked, out: Out): ReportFormat {
  const { json } = asked
  if (json && format !== undefined && format !== 'json')
    throw new AcuityError('invalid-input', `--json and --format ${format} contradict each other.`)
  if (format !== undefined) return format
  if (json) return 'json'
  if (typeof out !== 'string') return shownFormat(asked)
  const extension = path.extname(out).toLowerCase()
  const known = ReportFormat.options.find((each) => extension === extensionOf(each))
  if (known === undefined && extension !== '')
    throw new AcuityError(
      'invalid-input',
      `${out}: nothing is written as ${extension}. Name a file of ${said}, or say what to write (--format).`,
    )
  return known ?? 'table'
}
