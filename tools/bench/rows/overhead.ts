import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Engine, Input } from '../../../src/shared/contract.ts'
import type { BenchContext, Benchmark } from '../benchmark.ts'
import { between, canTellThreads, cpuTime, type CpuTime } from '../cpu-time.ts'
import { checkCached, evaluate } from '../evaluate.ts'
import { freeNetwork } from '../free-network.ts'
import { figureRow, microseconds, notRun, show, showRate, type Row } from '../row.ts'
import { summarise } from '../sample.ts'

const CROP = 99
const OUTPUTS = 1000

/** Processor time in microseconds for each image. */
interface Cost {
  /** Of the engine's own thread. */
  own: number
  /** Of the threads that evaluate, without their sessions. */
  workers: number
  session: number
  rate: number
}

/** What is left of a run where the network costs nothing and nothing is decoded: the engine's own work. */
export const overhead: Benchmark = {
  name: 'overhead',
  title: 'what the engine itself costs an image',
  isGate: false,
  run: async (context) => {
    const { engine, data, dataset, scratch, quick, say } = context
    if (!canTellThreads())
      return [notRun(overhead.title, '', 'this version of Node does not tell the time of one thread')]
    const model = path.join(scratch, 'free.onnx')
    await writeFile(model, freeNetwork(OUTPUTS))
    const { preset, recipe } = data.light.start
    // The size that the warm runs of this table are cut from: where they came first, the crop cache is full.
    const input = { model, preset, recipe: { ...recipe, crop: CROP }, dataset: await dataset(quick ? 2 : 32) }
    say('overhead: filling the crop cache')
    await evaluate(engine, input)
    const costs: Cost[] = []
    const times = quick ? 2 : 5
    for (let run = 1; run <= times; run++) {
      say(`overhead: run ${run} of ${times}`)
      costs.push(await costOf(engine, input))
    }
    return overheadRows(costs, context)
  },
}

function overheadRows(costs: readonly Cost[], { threads }: BenchContext): Row[] {
  const all = (part: keyof Cost) => costs.map((each) => each[part])
  const network = `a network that costs nothing (the mean of each channel, and a matrix of 3 × ${OUTPUTS})`
  const rate = showRate(summarise(all('rate')).median)
  const session = show(summarise(all('session')).median, microseconds)
  return [
    figureRow(
      {
        what: "an image's cost in the engine's own thread",
        notes: [
          `of a warm run at crop ${CROP} of ${network}, from when images are handed out to when all are committed; ` +
            `${rate} with ${threads} threads beside it`,
        ],
      },
      summarise(all('own')),
      microseconds,
    ),
    figureRow(
      {
        what: "an image's cost in the threads that evaluate, beside the session",
        notes: [
          `the processor time of all other threads of the same process meanwhile, less the ${session} of the session: ` +
            'what the same threads spent while the run measured its session limit S, by the images that they inferred then',
        ],
      },
      summarise(all('workers')),
      microseconds,
    ),
  ]
}

async function costOf(engine: Engine, input: Input<'runs.start'>): Promise<Cost> {
  const began: Partial<Record<'measuring' | 'evaluating' | 'done', CpuTime>> = {}
  const off = engine.on('run.progress', ({ phase, evaluated, indexed }) => {
    if (phase !== 'preparing') began[phase] ??= cpuTime()
    if (evaluated === indexed) began.done ??= cpuTime()
  })
  const run = checkCached(await evaluate(engine, input).finally(off))
  const { measuring, evaluating, done } = began
  if (!measuring || !evaluating || !done) throw new Error('the run did not tell of its phases')
  return costOfPhases(
    { images: run.pipeline.images, rate: run.pipeline.fps, sessionRate: run.sessionRate },
    between(measuring, evaluating),
    between(evaluating, done),
  )
}

/**
 * @param measuring what was spent while the run measured its sessions
 * @param evaluating what was spent while it evaluated its images
 */
export function costOfPhases(
  { images, rate, sessionRate }: { images: number; rate: number; sessionRate: number },
  measuring: CpuTime,
  evaluating: CpuTime,
): Cost {
  const session = measuring.others / ((sessionRate * measuring.at) / 1e6)
  return { own: evaluating.own / images, workers: evaluating.others / images - session, session, rate }
}
