import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import prettier from 'prettier'
import buildKernel from './build-kernel.ts'
import { fromCallersFolder } from './callers-folder.ts'
import type { Benchmark } from './bench/benchmark.ts'
import { findData } from './bench/data.ts'
import { formatReport } from './bench/report.ts'
import { benchmarks } from './bench/rows/index.ts'
import { runBenchmarks } from './bench/run-benchmarks.ts'

interface Options {
  all?: boolean
  quick?: boolean
  sample?: boolean
  only?: string[]
  out?: string
}

const names = benchmarks.map(({ name }) => name)
const gates = benchmarks.filter(({ isGate }) => isGate)
const others = benchmarks.filter(({ isGate }) => !isGate)
const recorded = path.join(import.meta.dirname, '../docs/method/bench.md')

/** Measures what this machine can do and what Acuity makes of it, and writes one table of it. */
await new Command('bench')
  .description(
    "measure speed against this machine's limits, in under ten minutes. Without options the gates are measured, which are " +
      `the speeds that Acuity promises: ${namesOf(gates)}.`,
  )
  .addOption(
    new Option(
      '--all',
      `also what is no gate, minutes more: ${namesOf(others)}; measured in full, the report is put on record`,
    ).conflicts('only'),
  )
  .option('--quick', 'measure less of everything, in about two minutes; nothing is written unless --out says where')
  .option(
    '--only <names>',
    'some of the benchmarks, gates or not, as in cold,warm; nothing is written unless --out says where',
    parseNames,
  )
  .option('--sample', 'with the bundled sample, even where the real images lie beside the repository')
  .option(
    '--out <file>',
    'where to write the report (default: docs/method/bench.md with --all alone, else nowhere)',
    fromCallersFolder,
  )
  .action(measure)
  .parseAsync()

async function measure({ all = false, quick = false, sample = false, only, out }: Options): Promise<void> {
  buildKernel()
  const date = new Date()
  const data = findData(sample)
  const chosen = benchmarks.filter(({ name, isGate }) => only?.includes(name) ?? (all || isGate))
  const { rows, environment, failed } = await runBenchmarks(chosen, { quick, data })
  const report = formatReport({
    rows,
    environment,
    date,
    leftOut: all || only ? [] : others,
    command: commandOf({ all, quick, sample, ...(only && { only }) }),
    data: data.description,
    seconds: (Date.now() - date.getTime()) / 1000,
  })
  const text = await prettier.format(report, { parser: 'markdown' })
  console.log(text)
  // What is on record is whole.
  const file = out ?? (!all || quick || sample || failed ? undefined : recorded)
  if (file !== undefined) writeFileSync(file, text)
  if (failed) process.exitCode = 1
}

function commandOf({ all, quick, sample, only }: Options): string {
  const flags = { '--all': all, '--quick': quick, '--sample': sample, [`--only ${only?.join(',')}`]: only }
  const options = Object.entries(flags).flatMap(([option, given]) => (given ? [option] : []))
  return ['npm run bench', ...(options.length > 0 ? ['--', ...options] : [])].join(' ')
}

function namesOf(some: readonly Benchmark[]): string {
  return some.map(({ name }) => name).join(', ')
}

function parseNames(text: string): string[] {
  const asked = text.split(',')
  const unknown = asked.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no ${unknown}, but ${names.join(', ')}.`)
  return asked
}
