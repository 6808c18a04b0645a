import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { FoundingBench } from '../../src/shared/bench.ts'
import type { Provider } from '../../src/shared/run.ts'
import { Agreement, compareAnswers } from './answers.ts'
import type { Context } from './context.ts'
import { CopyTimes } from './copy-times.ts'
import { cudaFolders, libraryPath } from './cuda-folders.ts'
import { inspectMachine, Machine } from './machine.ts'
import { formatCsv } from './format-csv.ts'
import { formatReport } from './format-report.ts'
import type { Results } from './results.ts'
import { measureCopies, measureSpeeds } from './speeds.ts'

export interface RunOptions {
  provider: Provider
  quick: boolean
  /** Where results are kept: what a step found is not measured again. */
  folder: string
}

/**
 * Measures everything, and writes a report and a table. A step that is done is kept, so that what was cut off goes on
 * with the step that it was at.
 * @returns the report's file
 */
export async function run({ provider, quick, folder }: RunOptions): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const home = mkdtempSync(path.join(os.tmpdir(), 'acuity-gpu-'))
  const env = { LD_LIBRARY_PATH: libraryPath(provider === 'cuda' ? cudaFolders() : []) }
  const context: Context = { provider, quick, home, env }
  const step = <Schema extends z.ZodType>(name: string, schema: Schema, measure: () => Promise<z.infer<Schema>>) =>
    keep(path.join(folder, `${provider}${quick ? '-quick' : ''}-${name}.json`), name, schema, measure)
  try {
    const results: Results = {
      ...{ provider, quick, date: new Date().toISOString().slice(0, 10) },
      machine: await step('machine', Machine, () => inspectMachine(context)),
      copy: await step('copy', CopyTimes, () => measureCopies(context)),
      answers: await step('answers', z.array(Agreement), () => compareAnswers(context)),
      fp32: await step('fp32', FoundingBench, () => measureSpeeds('fp32', context)),
      tf32: provider === 'cuda' ? await step('tf32', FoundingBench, () => measureSpeeds('tf32', context)) : null,
      fp16: await step('fp16', FoundingBench, () => measureSpeeds('fp16', context)),
    }
    writeFileSync(path.join(folder, 'gpu.csv'), formatCsv(results))
    const report = path.join(folder, 'gpu.md')
    writeFileSync(report, formatReport(results))
    return report
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function keep<Schema extends z.ZodType>(
  file: string,
  name: string,
  schema: Schema,
  measure: () => Promise<z.infer<Schema>>,
): Promise<z.infer<Schema>> {
  if (existsSync(file)) {
    console.error(`${name}: kept from ${file}`)
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  }
  console.error(`${name} …`)
  const found = await measure()
  writeFileSync(file, JSON.stringify(found, null, 2))
  return found
}
