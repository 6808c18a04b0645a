import { expect, it } from 'vitest'
import type { ReportFormat } from '../../shared/report.ts'
import { chooseFormat } from './format-option.ts'

it.each<[ReportFormat | undefined, boolean, string | undefined, ReportFormat]>([
  [undefined, false, undefined, 'table'],
  [undefined, false, 'x.csv', 'csv'],
  [undefined, false, 'a.csv/x.JSON', 'json'],
  [undefined, false, 'x.md', 'md'],
  [undefined, false, 'a.csv/x.txt', 'table'],
  ['md', false, 'x.csv', 'md'],
  ['table', false, 'x.csv', 'table'],
  [undefined, true, 'x.csv', 'json'],
])('--format %s, --json %s, --out %s: %s', (format, json, out, chosen) => {
  expect(chooseFormat(format, json, out)).toBe(chosen)
})
