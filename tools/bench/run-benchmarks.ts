import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openEngine } from '../../src/main/engine/index.ts'
import { findResources } from '../../src/main/resources.ts'
import { messageOf } from '../../src/shared/errors.ts'
import type { Engine } from '../../src/shared/contract.ts'
import type { Environment } from '../../src/shared/run.ts'
import type { BenchContext, Benchmark } from './benchmark.ts'
import type { BenchData } from './data.ts'
import { makeManyImages } from './many-images.ts'
import { notRun, type Row } from './row.ts'

interface Outcome {
  rows: Row[]
  environment: Environment
  /** Whether a benchmark broke down, rather than being out of the machine's reach. */
  failed: boolean
}

/** Runs benchmarks one after another in a temporary home, which is removed also when they are interrupted. */
export async function runBenchmarks(
  benchmarks: readonly Benchmark[],
  { quick, data }: Pick<BenchContext, 'quick' | 'data'>,
): Promise<Outcome> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'acuity-bench-'))
  const remove = () => rmSync(scratch, { recursive: true, force: true })
  const stop = (signal: NodeJS.Signals) => {
    remove()
    // Handlers come off with this one: the signal's own effect ends the process wherever its threads are.
    process.kill(process.pid, signal)
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const home = path.join(scratch, 'home')
  const engine = openEngine({ home, resources: findResources() })
  try {
    const context: BenchContext = {
      quick,
      data,
      engine,
      home,
      scratch,
      diagnosis: await engine.call('engine.diagnose', {}),
      threads: os.availableParallelism(),
      say: (text) => console.error(text),
      dataset: datasets(engine, data, scratch),
    }
    const results: Awaited<ReturnType<typeof runOne>>[] = []
    for (const benchmark of benchmarks) results.push(await runOne(benchmark, context))
    return {
      rows: results.flatMap(({ rows }) => rows),
      environment: context.diagnosis.environment,
      failed: results.some(({ failed }) => failed),
    }
  } finally {
    await engine.close()
    remove()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

/** A benchmark that breaks down takes no other with it, and its row says what happened. */
async function runOne(benchmark: Benchmark, context: BenchContext): Promise<{ rows: Row[]; failed: boolean }> {
  if (context.quick && benchmark.isLong)
    return { rows: [notRun(benchmark.title, '', 'it takes too long for `--quick`')], failed: false }
  const start = performance.now()
  try {
    return { rows: await benchmark.run(context), failed: false }
  } catch (error) {
    return { rows: [notRun(benchmark.title, '', `it failed: ${messageOf(error)}`)], failed: true }
  } finally {
    context.say(`${benchmark.name}: took ${((performance.now() - start) / 1000).toFixed(0)} s`)
  }
}

/** Datasets are made and indexed when the first benchmark asks for them. */
function datasets(engine: Engine, data: BenchData, scratch: string): BenchContext['dataset'] {
  const made = new Map<number, Promise<string>>()
  const make = async (copies: number) => {
    const name = `images-${copies}`
    const folder = path.join(scratch, name)
    await makeManyImages(data, scratch, folder, copies)
    await engine.call('datasets.index', { folder, name, ...(data.classes && { classes: data.classes }) })
    return name
  }
  return (copies) => {
    const dataset = made.get(copies) ?? make(copies)
    made.set(copies, dataset)
    return dataset
  }
}
