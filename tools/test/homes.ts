import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

/** Before the tests beside the code: a folder for homes that one test prepares for all (`src/testing/home.ts`); removed behind them. */
export default function makeHomes({ provide }: TestProject): () => void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'acuity-homes-'))
  provide('homes', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
