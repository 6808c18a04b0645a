import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import { openEngine } from '../main/engine/index.ts'
import { findResources } from '../main/resources.ts'
import { sampleDataset } from './sample.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where homes lie that are prepared once, and copied. */
    homes: string
  }
}

/**
 * Makes a folder the home of an engine that has indexed the bundled sample, as `sample`. It is indexed for the first
 * test that asks, in whatever process: to copy what came of it takes a hundredth of the time.
 */
export async function indexSample(home: string): Promise<void> {
  const prepared = path.join(inject('homes'), 'sample')
  if (!existsSync(prepared)) await prepare(prepared)
  cpSync(prepared, home, { recursive: true })
}

async function prepare(target: string): Promise<void> {
  const home = mkdtempSync(`${target}-`)
  const engine = openEngine({ home, resources: findResources() })
  await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  await engine.close()
  try {
    renameSync(home, target)
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(target)) throw error
    rmSync(home, { recursive: true })
  }
}
