import path from 'node:path'
import { resolveRecipe } from '../../../src/shared/presets.ts'
import { sizesOf, SweepSizes } from '../../../src/shared/sweep.ts'
import type { BenchContext, Benchmark } from '../benchmark.ts'
import { withDecoding, type DecodeLimit } from '../decode-limit/decode-limit.ts'
import { evaluate, evaluateSweep } from '../evaluate.ts'
import { pipelineLimit } from '../pipeline-limit.ts'
import { atLeast, ratioRow, showRate, showRatio, type Row } from '../row.ts'
import { medianOf, ratios } from '../sample.ts'

const CROPS = [96, 102, 109, 115, 122, 128]
const SIZES = sizesOf(SweepSizes.parse({ crops: CROPS }))

const GOAL = atLeast(0.85)
const SPEEDUP_GOAL = atLeast(0.9)

/** Images per second; what is of single sizes in the order of `SIZES`. */
export interface Round {
  /** Of the decoder alone. */
  decode: number
  /** Of resizing alone. */
  resizes: readonly number[]
  /** Of the sessions alone. */
  sessions: readonly number[]
  /** Of the sweep, in which an image counts once. */
  sweep: number
  /** Of its runs one after the other, in which an image counts once all have answered it. */
  runs: number
}

/** Files to the predictions of one network at six sizes without the crop cache, in one pass and in six. */
export const sweep: Benchmark = {
  name: 'sweep',
  title: 'a sweep of six sizes',
  isGate: true,
  run: async (context) => {
    const { data, threads } = context
    const files = data.files.map((file) => path.join(data.folder, file))
    const rounds: Round[] = []
    await withDecoding(files, threads, async (limit) => {
      rounds.push(...(await measureRounds(limit, context)))
    })
    return sweepRows(data.light.name, rounds)
  },
}

async function measureRounds(limit: DecodeLimit, context: BenchContext): Promise<Round[]> {
  const { engine, data, dataset, quick, say } = context
  const { model, weights, preset, recipe } = data.light.start
  const images = { dataset: await dataset(quick ? 1 : 4), limit: quick ? 200 : undefined, cache: false }
  const geometries = SIZES.map((size) => resolveRecipe(preset ?? 'torchvision', { ...recipe, ...size }))
  const decodeNow = () => limit.decode((quick ? 1 : 2) * data.files.length)
  // The first pass compiles.
  await limit.resize(Math.min(data.files.length, 100), geometries)
  const rounds: Round[] = []
  const times = quick ? 1 : 3
  for (let round = 1; round <= times; round++) {
    say(`sweep: ${data.light.name}, round ${round} of ${times}`)
    const before = await decodeNow()
    const { pipeline, runs } = await evaluateSweep(engine, {
      ...images,
      models: [{ file: model, weights }],
      sizes: SIZES,
      preset,
      recipe,
    })
    const resizes = await limit.resize(Math.ceil(data.files.length / 2), geometries)
    const decode = (before + (await decodeNow())) / 2
    let seconds = 0
    for (const size of SIZES) {
      const alone = await evaluate(engine, { ...images, model, weights, preset, recipe: { ...recipe, ...size } })
      seconds += alone.pipeline.seconds
    }
    const sessions = runs.map(({ sessionRate }) => sessionRate)
    rounds.push({ decode, resizes, sessions, sweep: pipeline.fps, runs: pipeline.images / seconds })
  }
  return rounds
}

/** What no sweep can beat that decodes an image once, and resizes and infers it at each size. */
const sweepLimit = ({ decode, resizes, sessions }: Round) => pipelineLimit(decode, ...resizes, ...sessions)

/** What no runs can beat that do all of it for each size, one after the other. */
const runsLimit = ({ decode, resizes, sessions }: Round) =>
  pipelineLimit(...resizes.map(() => decode), ...resizes, ...sessions)

const speedup = (round: Round) => round.sweep / round.runs
const speedupLimit = (round: Round) => sweepLimit(round) / runsLimit(round)

export function sweepRows(network: string, rounds: readonly Round[]): Row[] {
  const what = `sweep of ${network} at ${CROPS.length} crops from ${CROPS[0]} to ${CROPS.at(-1)}`
  const rate = (of: (round: Round) => number) => showRate(medianOf(rounds, of))
  const times = (of: (round: Round) => number) => `${showRatio(medianOf(rounds, of))} ×`
  const bySize = (of: (round: Round) => readonly number[]) =>
    CROPS.map((crop, i) => `${rate((round) => of(round)[i] ?? NaN)} at ${crop}`).join(', ')
  return [
    ratioRow(
      {
        what,
        measured: rate((round) => round.sweep),
        limit: rate(sweepLimit),
        notes: [
          'without the crop cache; an image counts once, when it is predicted at all crops',
          `decode limit D ${rate(({ decode }) => decode)}; resizing alone R ${bySize(({ resizes }) => resizes)}; ` +
            `session limits S ${bySize(({ sessions }) => sessions)}; the limit is 1 / (1/D + Σ 1/R + Σ 1/S)`,
        ],
      },
      ratios(rounds, (round) => round.sweep, sweepLimit),
      GOAL,
    ),
    ratioRow(
      {
        what: 'that sweep beside its runs one after the other',
        measured: times(speedup),
        limit: times(speedupLimit),
        notes: [
          `as runs of their own, measured after each sweep, they take ${rate((round) => round.runs)} together; the limit is the ` +
            `speed-up of the limits, which for the runs is 1 / Σ (1/D + 1/R + 1/S), ${rate(runsLimit)}`,
        ],
      },
      ratios(rounds, speedup, speedupLimit),
      SPEEDUP_GOAL,
    ),
  ]
}
