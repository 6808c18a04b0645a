import path from 'node:path'
import type { Geometry } from '../../../src/shared/recipe.ts'
import type { Amount, BenchContext, Benchmark } from '../benchmark.ts'
import type { BenchNetwork } from '../data.ts'
import { withDecoding, type DecodeLimit } from '../decode-limit/decode-limit.ts'
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

/** Files to committed predictions without the crop cache, beside what decoder and session can do on the same cores. */
export const cold: Benchmark = {
  name: 'cold',
  title: 'cold runs',
  isGate: true,
  run: async (context) => {
    const { quick, data, threads } = context
    const rows: Row[] = []
    const files = data.files.map((file) => path.join(data.folder, file))
    await withDecoding(files, threads, async (decoding) => {
      const light = quick ? { copies: 3, times: 2 } : { copies: 8, times: 3 }
      rows.push(await coldRow(data.light, light, decoding, context))
      const heavy = quick ? { copies: 1, limit: 150, times: 1 } : { copies: 1, times: 3 }
      rows.push(await coldRow(data.heavy, heavy, decoding, context))
    })
    return rows
  },
}

async function coldRow(
  network: BenchNetwork,
  { copies, limit, times }: Amount,
  decoding: DecodeLimit,
  { engine, data, dataset, quick, say }: BenchContext,
): Promise<Row> {
  const name = await dataset(copies)
  const decodeNow = (part?: Geometry) => decoding.decode((quick ? 1 : 2) * data.files.length, part)
  const pairs: Pair[] = []
  let before = await decodeNow()
  for (let pair = 1; pair <= times; pair++) {
    say(`cold: ${network.name}, pair ${pair} of ${times}`)
    const run = await evaluate(engine, { ...network.start, dataset: name, limit, cache: false })
    const session = run.sessionRate
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
