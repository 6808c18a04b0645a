import path from 'node:path'
import type { Geometry } from '../../../src/shared/recipe.ts'
import type { BenchContext, Benchmark } from '../benchmark.ts'
import type { BenchNetwork } from '../data.ts'
import { withDecoding, type MeasureDecoding } from '../decode-limit/decode-limit.ts'
import { evaluate } from '../evaluate.ts'
import { pipelineLimit } from '../pipeline-limit.ts'
import { atLeast, ratioRow, showRate, showRatio, type Row } from '../row.ts'
import { medianOf, ratios } from '../sample.ts'

const GOAL = atLeast(0.85)

interface Pair {
  decode: number
  /** Of the decoder where it decodes only what the crop needs, as a cold run's does. */
  partDecode: number
  session: number
  limit: number
  /** With `partDecode` in the place of `decode`. */
  partLimit: number
  pipeline: number
}

/** How many names each image has in the run's dataset, how many images of it are evaluated, and how often. */
interface Amount {
  copies: number
  limit?: number
  pairs: number
}

/** Files to committed predictions without the crop cache, beside what decoder and session can do on the same cores. */
export const cold: Benchmark = {
  name: 'cold',
  title: 'cold runs',
  run: async (context) => {
    const { quick, data, threads } = context
    const rows: Row[] = []
    const files = data.files.map((file) => path.join(data.folder, file))
    await withDecoding(files, threads, async (measure) => {
      const light = quick ? { copies: 3, pairs: 2 } : { copies: 8, pairs: 5 }
      rows.push(await coldRow(data.light, light, measure, context))
      const heavy = quick ? { copies: 1, limit: 150, pairs: 1 } : { copies: 1, pairs: 5 }
      rows.push(await coldRow(data.heavy, heavy, measure, context))
    })
    return rows
  },
}

async function coldRow(
  network: BenchNetwork,
  { copies, limit, pairs: count }: Amount,
  measureDecoding: MeasureDecoding,
  { engine, data, dataset, quick, say }: BenchContext,
): Promise<Row> {
  const name = await dataset(copies)
  const decodeNow = (part?: Geometry) => measureDecoding((quick ? 1 : 2) * data.files.length, part)
  const pairs: Pair[] = []
  let before = await decodeNow()
  for (let pair = 1; pair <= count; pair++) {
    say(`cold: ${network.name}, pair ${pair} of ${count}`)
    const run = await evaluate(engine, { ...network.start, dataset: name, limit, cache: false })
    const session = run.session.fps
    // A run lies between two measurements of the decoder, each of which is used for two runs.
    const partDecode = await decodeNow(run.summary.recipe)
    const after = await decodeNow()
    const decode = (before + after) / 2
    before = after
    const limits = { limit: pipelineLimit(decode, session), partLimit: pipelineLimit(partDecode, session) }
    pairs.push({ decode, partDecode, session, ...limits, pipeline: run.pipeline.fps })
  }
  const partRatio = ratios(
    pairs,
    ({ pipeline }) => pipeline,
    ({ partLimit }) => partLimit,
  ).median
  const side = (of: keyof Pair) => showRate(medianOf(pairs, (pair) => pair[of]))
  return ratioRow(
    {
      what: `cold ${network.name}`,
      measured: side('pipeline'),
      limit: side('limit'),
      notes: [
        `decode limit D ${side('decode')}, session limit S ${side('session')}, pipeline limit 1 / (1/D + 1/S)`,
        `the run itself decodes only the part of an image that its crop is made of; by the decoder doing that alone ` +
          `(${side('partDecode')}) the ratio is ${showRatio(partRatio)}`,
      ],
    },
    ratios(
      pairs,
      ({ pipeline }) => pipeline,
      (pair) => pair.limit,
    ),
    GOAL,
  )
}
