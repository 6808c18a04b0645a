import type { Amount, BenchContext, Benchmark } from '../benchmark.ts'
import type { BenchNetwork } from '../data.ts'
import { checkCached, evaluate, type FinishedRun } from '../evaluate.ts'
import { atLeast, ratioRow, showRate, type Goal, type Row } from '../row.ts'
import { medianOf, ratios } from '../sample.ts'

/** Runs whose pixels come from the crop cache: nothing but inferring should be left to do. */
export const warm: Benchmark = {
  name: 'warm',
  title: 'warm runs',
  isGate: true,
  run: async (context) => {
    const { quick, data } = context
    const light = quick ? { copies: 3, times: 3 } : { copies: 32, times: 5 }
    const heavy = quick ? { copies: 1, limit: 250, times: 1 } : { copies: 1, times: 4 }
    return [
      await warmRow(data.heavy, heavy, atLeast(0.97), context),
      await warmRow(data.light, light, atLeast(0.9), context),
    ]
  },
}

/** The limit is what sessions do on resident input, as runs measure it before they begin: the mean of a run's own and the next one's. */
async function warmRow(
  network: BenchNetwork,
  { copies, limit, times }: Amount,
  goal: Goal,
  { engine, dataset, say }: BenchContext,
): Promise<Row> {
  const input = { ...network.start, dataset: await dataset(copies), limit, cache: true }
  say(`warm: ${network.name}, filling the crop cache`)
  const first = await evaluate(engine, input)
  const runs: FinishedRun[] = []
  for (let run = 1; run <= times + 1; run++) {
    say(`warm: ${network.name}, run ${run} of ${times + 1}`)
    runs.push(checkCached(await evaluate(engine, input)))
  }
  const pairs = runs.slice(1).map((after, i) => pairOf(runs[i] ?? after, after))
  return ratioRow(
    {
      what: `warm ${network.name}`,
      measured: showRate(medianOf(pairs, ({ pipeline }) => pipeline)),
      limit: showRate(medianOf(pairs, ({ session }) => session)),
      notes: [
        `the limit is the session limit S before and after each run, a mean over its time as the pipeline's rate is; the run that filled the cache did ${showRate(first.pipeline.fps)}`,
      ],
    },
    ratios(
      pairs,
      ({ pipeline }) => pipeline,
      ({ session }) => session,
    ),
    goal,
  )
}

const pairOf = (run: FinishedRun, after: FinishedRun) => ({
  pipeline: run.pipeline.fps,
  session: (run.sessionRate + after.sessionRate) / 2,
})
