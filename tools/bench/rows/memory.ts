import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { EvaluatedRun } from '../../../src/shared/run.ts'
import type { BenchContext, Benchmark } from '../benchmark.ts'
import { checkRun } from '../evaluate.ts'
import { atMost, megabytes, ratioRow, show, type Row } from '../row.ts'
import { medianOf, ratios } from '../sample.ts'

const program = path.join(import.meta.dirname, '../../../src/main/cli/index.ts')

/** So many images at a time that they, and not the program, are what takes the memory. */
const BATCH = 256
/** The limit set, as a share of what is taken without one: there must be something to save. */
const SHARE = 0.85
const PAIRS = 3

/** Peaks of the resident set of a process that does nothing else, in bytes. */
interface Pair {
  free: number
  limit: number
  limited: number
}

/** Whether a run keeps to the memory that it is given: it must take fewer sessions or images at a time, and still be done. */
export const memory: Benchmark = {
  name: 'memory',
  title: 'peak memory with --memory-limit',
  isGate: false,
  isLong: true,
  run: async (context) => {
    const { data, say, dataset } = context
    const args = await commandLine(await dataset(1), context)
    const pairs: Pair[] = []
    for (let pair = 1; pair <= PAIRS; pair++) {
      say(`memory: ${data.light.name}, pair ${pair} of ${PAIRS}`)
      const free = await peakOf(args)
      const limit = Math.round(free * SHARE)
      pairs.push({ free, limit, limited: await peakOf([...args, '--memory-limit', `${limit}B`]) })
    }
    return [memoryRow(data.light.name, pairs)]
  },
}

function memoryRow(network: string, pairs: readonly Pair[]): Row {
  const free = show(
    medianOf(pairs, (pair) => pair.free),
    megabytes,
  )
  const sample = ratios(
    pairs,
    ({ limited }) => limited,
    ({ limit }) => limit,
  )
  return ratioRow(
    {
      what: `peak memory with --memory-limit, cold ${network}, batch ${BATCH}`,
      measured: show(
        medianOf(pairs, ({ limited }) => limited),
        megabytes,
      ),
      limit: show(
        medianOf(pairs, ({ limit }) => limit),
        megabytes,
      ),
      notes: [`without a limit ${free}, Node and what it loads included`],
    },
    // A limit is for every run: not the median counts but the highest.
    { ...sample, median: sample.high },
    atMost(1),
  )
}

async function commandLine(dataset: string, { data, home, scratch }: BenchContext): Promise<string[]> {
  const { model, preset, recipe } = data.light.start
  const file = path.join(scratch, 'recipe.json')
  await writeFile(file, JSON.stringify({ preset, ...recipe }))
  const what = ['--dataset', dataset, '--model', model, '--recipe', file, '--batch', String(BATCH), '--no-cache']
  return ['--home', home, '--json', 'evaluate', ...what]
}

/** A process remembers its highest resident set, so that each run needs one of its own. */
async function peakOf(args: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args])
  const { summary } = checkRun(EvaluatedRun.parse(JSON.parse(stdout)))
  if (summary.peakRssBytes === null) throw new Error('the run recorded no peak of its memory')
  return summary.peakRssBytes
}
