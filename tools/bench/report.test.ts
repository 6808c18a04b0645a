import { expect, it } from 'vitest'
import { formatReport, type Report } from './report.ts'

const environment = {
  acuity: '1',
  onnxruntime: '1',
  decoder: 'a decoder',
  sqlite: '3',
  node: '24',
  platform: 'linux',
  cpu: 'a processor',
  cores: 2,
  memoryBytes: 2 ** 30,
}
const report: Report = {
  rows: [],
  command: 'npm run bench',
  environment,
  data: 'three images',
  leftOut: [],
  date: new Date(0),
  seconds: 60,
}

it('says what it does not have where only gates were measured', () => {
  const leftOut = [{ title: 'the weather' }, { title: 'the tide' }]
  expect(formatReport({ ...report, leftOut })).toContain(
    '- Only gates were measured; `--all` adds the weather, the tide',
  )
  expect(formatReport(report)).not.toContain('--all')
})
