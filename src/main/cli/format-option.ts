import path from 'node:path'
import { Option } from 'commander'
import { AcuityError } from '../../shared/errors.ts'
import { ReportFormat, reportFormats } from '../../shared/report.ts'

/** For a terminal; a file without one of the other formats' extensions is written so as well. */
const DEFAULT = 'table'

const extensionOf = (format: ReportFormat) => `.${reportFormats[format].extension}`
const extensions = ReportFormat.options.filter((format) => format !== DEFAULT).map(extensionOf)
const said = `${extensions.slice(0, -1).join(', ')} or ${extensions.at(-1)}`

export const formatOption = () =>
  new Option(
    '--format <format>',
    `how it is written (default: as the extension of --out says, ${said}; else ${DEFAULT})`,
  ).choices(ReportFormat.options)

/**
 * `--json` is `--format json`, and says what was saved as JSON too; it goes with no other format. Where neither is
 * given, a file's extension tells.
 */
export function chooseFormat(format: ReportFormat | undefined, json: boolean, out: string | undefined): ReportFormat {
  if (json && format !== undefined && format !== 'json')
    throw new AcuityError('invalid-input', `--json and --format ${format} contradict each other.`)
  if (format !== undefined) return format
  if (json) return 'json'
  const extension = path.extname(out ?? '').toLowerCase()
  return ReportFormat.options.find((known) => extension === extensionOf(known)) ?? DEFAULT
}
