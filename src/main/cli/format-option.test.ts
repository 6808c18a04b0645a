import { expect, it } from 'vitest'
import type { ReportFormat } from '../../shared/report.ts'
import { chooseFormat } from './format-option.ts'

it.each<[ReportFormat | undefined, boolean, string | undefined, ReportFormat]>([
  [undefined, false, undefined, 'table'],
  [undefined, false, 'x.csv', 'csv'],
  [undefined, false, 'a.csv/x.JSON', 'json'],
  [undefined, false, 'x.md', 'md'],
  [undefined, false, 'a.csv/x.txt', 'table'],
  [undefined, false, 'x.tex', 'latex'],
  [undefined, false, 'a.csv/x', 'table'],
  ['csv', false, 'x.parquet', 'csv'],
  [undefined, true, 'x.parquet', 'json'],
  ['md', false, 'x.csv', 'md'],
  ['table', false, 'x.csv', 'table'],
  [undefined, true, 'x.csv', 'json'],
])('--format %s, --json %s, --out %s: %s', (format, json, out, chosen) => {
  expect(chooseFormat(format, { json, wide: false }, out)).toBe(chosen)
})

it.each(['x.parquet', 'a.csv/x.xlsx', 'x.markdown'])('--out %s names no format', (out) => {
  expect(() => chooseFormat(undefined, { json: false, wide: false }, out)).toThrow(
    /nothing is written as \.\w+\. Name a file of \.csv, \.json, \.md, \.tex or \.txt, or say what to write \(--format\)\.$/,
  )
})
