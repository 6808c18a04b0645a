import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { z } from 'zod'

export interface Counts {
  passed: number
  failed: number
  /** What nobody should overlook, although it fails nothing. */
  warning?: string
}

/** Has a test runner write its report into a passing file, and reads it; null when there is none to be read. */
export async function reportOf<Report extends z.ZodType>(
  schema: Report,
  runner: string,
  runInto: (file: string) => Promise<unknown>,
): Promise<z.infer<Report> | null> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `acuity-${runner}-`))
  const file = path.join(folder, 'report.json')
  try {
    await runInto(file)
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    console.error(`${runner} left no report: ${String(error)}`)
    return null
  } finally {
    rmSync(folder, { recursive: true })
  }
}
