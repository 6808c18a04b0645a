import type { Environment } from '../../src/shared/run.ts'
import type { Benchmark } from './benchmark.ts'
import { describeMachine } from './machine.ts'
import type { Row } from './row.ts'
import { formatNotes, formatRows } from './table.ts'

export interface Report {
  rows: readonly Row[]
  command: string
  environment: Environment
  /** What was measured with. */
  data: string
  /** Benchmarks that only `--all` would have run. */
  leftOut: readonly Pick<Benchmark, 'title'>[]
  /** When it was begun. */
  date: Date
  seconds: number
}

/** The whole report in Markdown: it says by itself what was measured, on what, and how to measure it again. */
export function formatReport({ rows, command, environment, data, leftOut, date, seconds }: Report): string {
  return [
    '# What this machine measured',
    'Written by the command below; [the method](README.md) says what the words mean. Ratios are medians of pairs that ' +
      'were measured one right after the other, the spread is that of the pairs. The files were in memory already.',
    '```sh\n' + command + '\n```',
    [
      ...describeMachine(environment),
      `Measured with ${data}, on ${date.toISOString().slice(0, 10)}, in ${seconds.toFixed(0)} s`,
      ...(leftOut.length > 0
        ? [`Only gates were measured; \`--all\` adds ${leftOut.map(({ title }) => title).join(', ')}`]
        : []),
    ]
      .map((line) => `- ${line}`)
      .join('\n'),
    formatRows(rows),
    formatNotes(rows),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
