import path from 'node:path'
import { Option } from 'commander'
import { AcuityError } from '../../shared/errors.ts'
import { ReportFormat } from '../../shared/report.ts'

export const formatOption = () =>
  new Option(
    '--format <format>',
    'how it is written (default: as the extension of --out says, .csv, .json or .md; else table)',
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
  return ReportFormat.options.find((known) => extension === `.${known}`) ?? 'table'
}
