import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ReportKind } from '../src/shared/report.ts'
import { EvaluatedRun } from '../src/shared/run.ts'
import { acuity } from '../src/testing/command.ts'
import { z } from 'zod'

export const ClassRecord = z.object({
  index: z.int(),
  wnid: z.string(),
  name: z.string(),
  images: z.int(),
  top1_correct: z.int(),
  top1: z.number().nullable(),
  top1_lo: z.number().nullable(),
  top1_hi: z.number().nullable(),
  top5: z.number().nullable(),
  most_confused_with: z.string().nullable(),
  most_confused_count: z.int().nullable(),
})

export const ImageRecord = z.object({
  file: z.string(),
  label: z.int(),
  label_wnid: z.string(),
  rank: z.int(),
  top1: z.int(),
  top2: z.int(),
  top3: z.int(),
  top4: z.int(),
  top5: z.int(),
  p1: z.number(),
  p2: z.number(),
  p3: z.number(),
  p4: z.number(),
  p5: z.number(),
})
export type ImageRecord = z.infer<typeof ImageRecord>
export type ClassRecord = z.infer<typeof ClassRecord>

/** What `acuity` prints as JSON, on the home that the window uses. */
async function printed<T extends z.ZodType>(home: string, args: string[], schema: T): Promise<z.output<T>> {
  const { code, stdout, stderr } = await acuity(home, args)
  if (code !== 0) throw new Error(`acuity ${args.join(' ')}: ${stderr}`)
  return schema.parse(JSON.parse(stdout))
}

/** The run as `acuity runs` lists it. */
export async function runSummary(home: string, run: number): Promise<EvaluatedRun> {
  const runs = await printed(home, ['runs', '--json'], z.array(EvaluatedRun))
  const found = runs.find((summary) => summary.run === run)
  if (!found) throw new Error(`The command line knows no run ${run}.`)
  return found
}

/** A report as `acuity report` prints it. */
export function report<T extends z.ZodType>(home: string, run: number, as: ReportKind, record: T) {
  return printed(home, ['report', String(run), '--as', as, '--format', 'json'], z.array(record))
}

/** The CSV that the command line writes, byte for byte. */
export async function csvReport(home: string, run: number, as: ReportKind, more: string[] = []): Promise<string> {
  const file = path.join(home, `command-line-${as}.csv`)
  const written = ['--format', 'csv', '--out', file]
  const { code, stderr } = await acuity(home, ['report', String(run), '--as', as, ...more, ...written])
  if (code !== 0) throw new Error(stderr)
  return readFileSync(file, 'utf8')
}
