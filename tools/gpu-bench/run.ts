import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { FoundingBench } from '../../src/shared/bench.ts'
import type { Provider } from '../../src/shared/run.ts'
import { Agreement, compareAnswers } from './answers.ts'
import type { Context } from './context.ts'
import { CopyTimes } from './copy-times.ts'
import { cudaFolders, libraryPath } from './cuda-folders.ts'
import { fingerprintOf } from './fingerprint.ts'
import { inspectMachine } from './machine.ts'
import { formatCsv } from './format-csv.ts'
import { formatReport } from './format-report.ts'
import { keep } from './keep.ts'
import type { Results } from './results.ts'
import { measureCopies, measureSpeeds } from './speeds.ts'

export interface RunOptions {
  provider: Provider
  quick: boolean
  /** Where results are kept: what a step found is not measured again. */
  folder: string
  /** The command line that measures. */
  program: string
}

/**
 * Measures everything, and writes a report and a table. A step that is done is kept, so that what was cut off goes on
 * with the step that it was at; on another machine or with other code it is measured anew.
 * @returns the report's file
 */
export async function run({ provider, quick, folder, program }: RunOptions): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const home = mkdtempSync(path.join(os.tmpdir(), 'acuity-gpu-'))
  const env = { LD_LIBRARY_PATH: libraryPath(provider === 'cuda' ? cudaFolders() : []) }
  const context: Context = { provider, quick, program, home, env }
  try {
    const machine = await inspectMachine(context)
    const fingerprint = fingerprintOf(machine)
    const dates: string[] = []
    const step = async <Schema extends z.ZodType>(
      name: string,
      schema: Schema,
      measure: () => Promise<z.infer<Schema>>,
    ) => {
      const file = path.join(folder, `${provider}${quick ? '-quick' : ''}-${name}.json`)
      const { found, date } = await keep({ file, name, schema, fingerprint, measure })
      dates.push(date)
      return found
    }
    const measured = {
      copy: await step('copy', CopyTimes, () => measureCopies(context)),
      answers: await step('answers', z.array(Agreement), () => compareAnswers(context)),
      fp32: await step('fp32', FoundingBench, () => measureSpeeds('fp32', context)),
      tf32: provider === 'cuda' ? await step('tf32', FoundingBench, () => measureSpeeds('tf32', context)) : null,
      fp16: await step('fp16', FoundingBench, () => measureSpeeds('fp16', context)),
    }
    // Of the oldest step: they sort as text.
    const [date = ''] = dates.toSorted()
    const results: Results = { provider, quick, date, machine, ...measured }
    writeFileSync(path.join(folder, 'gpu.csv'), formatCsv(results))
    const report = path.join(folder, 'gpu.md')
    writeFileSync(report, formatReport(results))
    return report
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
