import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { loadUntrained } from '../../../src/main/engine/model/index.ts'
import { findResources } from '../../../src/main/resources.ts'
import type { ChosenPlacement, Placement } from '../../../src/shared/run.ts'
import { counted } from '../../../src/shared/text.ts'
import type { BenchContext, Benchmark } from '../benchmark.ts'
import { evaluate, type FinishedRun } from '../evaluate.ts'
import { logitsModel } from '../logits-model.ts'
import { atLeast, notRun, ratioRow, showRate, type Row } from '../row.ts'
import { medianOf, ratios } from '../sample.ts'

/** The choice must not be worse than what small networks get; what it measured a moment ago is worth a few percent. */
const GOAL = atLeast(0.95)
const CROP = 227
const OUTPUTS = 1000
const IMAGES = 250
const RUNS = 3

interface Run extends FinishedRun {
  placement: ChosenPlacement
  /** What the calibration measured for sessions of one thread, one in each thread that decodes. */
  fused: number
}

/** The placement of a network whose weights fit into no cache: AlexNet, with weights drawn at random. */
export const placement: Benchmark = {
  name: 'placement',
  title: 'placement of a large network',
  isGate: false,
  isLong: true,
  run: async (context) => {
    const { engine, dataset, scratch, say } = context
    const model = path.join(scratch, 'alexnet.onnx')
    await writeAlexNet(model)
    const input = {
      dataset: await dataset(1),
      model,
      preset: 'caffe',
      recipe: { resize: 256, crop: CROP },
      limit: IMAGES,
      cache: false,
    } as const
    const runs: Run[] = []
    for (let run = 1; run <= RUNS; run++) {
      say(`placement: AlexNet, run ${run} of ${RUNS}`)
      const finished = await evaluate(engine, input)
      const { placement } = finished.summary
      const fused = placement?.calibration.find(({ kind }) => kind === 'fused')
      if (!placement || !fused) return [notRun(title(context), GOAL.text, placement?.reason ?? 'the run recorded none')]
      runs.push({ ...finished, placement, fused: fused.fps })
    }
    return [placementRow(runs, context)]
  },
}

const title = ({ threads }: BenchContext) => `sessions of AlexNet 256/227 as placed on ${threads} cores`

function placementRow(runs: readonly Run[], context: BenchContext): Row {
  const [first] = runs
  if (!first) throw new Error('nothing was run')
  const tried = first.placement.calibration.map((candidate) => `${describe(candidate)} ${showRate(candidate.fps)}`)
  return ratioRow(
    {
      what: title(context),
      measured: showRate(medianOf(runs, ({ session }) => session.fps)),
      limit: showRate(medianOf(runs, ({ fused }) => fused)),
      notes: [
        `${describe(first.placement)} was chosen; tried were ${tried.join('; ')}; the limit is that of the fused`,
        `files to predictions ${showRate(medianOf(runs, ({ pipeline }) => pipeline.fps))}`,
      ],
    },
    ratios(
      runs,
      ({ session }) => session.fps,
      ({ fused }) => fused,
    ),
    GOAL,
  )
}

const describe = ({ kind, sessions, threadsPerSession }: Placement) =>
  `${kind}, ${sessions} × ${counted(threadsPerSession, 'thread')}`

async function writeAlexNet(file: string): Promise<void> {
  const prototxt = path.join(findResources(), 'architectures', 'alexnet.prototxt')
  await writeFile(file, logitsModel(await loadUntrained(prototxt, CROP), OUTPUTS))
}
