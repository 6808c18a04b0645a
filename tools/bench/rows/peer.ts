import path from 'node:path'
import { z } from 'zod'
import type { BenchContext, Benchmark } from '../benchmark.ts'
import { evaluate, type FinishedRun } from '../evaluate.ts'
import { originalName } from '../many-images.ts'
import { installPeer } from '../peer/install-peer.ts'
import { writeModelFolder } from '../peer/model-folder.ts'
import { runPeer, type PeerAnswer } from '../peer/run-peer.ts'
import { atLeast, notRun, ratioRow, showRate, type Row } from '../row.ts'
import { medianOf, ratios } from '../sample.ts'
import { percent } from '../../../src/shared/text.ts'

const GOAL = atLeast(8)
/** Of the images, both must give so many the same class: who does not classify may well be slow, or quick. */
const LEAST_AGREEMENT = 0.6
/** Images at a time; ours is what a run takes by itself. */
const BATCH = 32

interface Pair {
  ours: FinishedRun
  theirs: PeerAnswer
}

/** Acuity's cold run beside transformers.js on the same network and the same files, each with all of its work. */
export const peer: Benchmark = {
  name: 'peer',
  title: 'transformers.js',
  isGate: true,
  run: async (context) => {
    const { quick, data, scratch, engine, dataset, say } = context
    say('peer: installing transformers.js beside the project, if it is not there')
    const installed = installPeer()
    if ('missing' in installed)
      return [notRun(`cold ${data.light.name} beside transformers.js`, GOAL.text, installed.missing)]

    const name = await dataset(quick ? 3 : 8)
    const files = data.files.slice(0, quick ? 2 * BATCH : undefined)
    const modelFolder = path.join(scratch, 'peer', 'model')
    const pairs: Pair[] = []
    const count = quick ? 1 : 2
    for (let pair = 1; pair <= count; pair++) {
      say(`peer: pair ${pair} of ${count}`)
      const ours = await evaluate(engine, { ...data.light.start, dataset: name, cache: false })
      if (pair === 1) await writeModelFolder(modelFolder, data.light.start.model, ours.summary)
      const theirs = await runPeer(
        { entry: installed.entry, modelFolder, files: files.map((file) => path.join(data.folder, file)), batch: BATCH },
        scratch,
      )
      pairs.push({ ours, theirs })
    }
    return [await peerRow(pairs, files, installed.versions, context)]
  },
}

async function peerRow(
  pairs: readonly Pair[],
  files: readonly string[],
  versions: string,
  context: BenchContext,
): Promise<Row> {
  const rate = ({ theirs }: Pair) => theirs.outputs.length / theirs.seconds
  const ours = ({ ours }: Pair) => ours.pipeline.fps
  const what = `cold ${context.data.light.name} beside transformers.js`
  const { same, text } = await agreement(pairs, files, context)
  if (!(same >= LEAST_AGREEMENT)) return notRun(what, GOAL.text, `both do not do the same work: ${text}`)
  return ratioRow(
    {
      what,
      measured: showRate(medianOf(pairs, ours)),
      limit: showRate(medianOf(pairs, rate)),
      notes: [`${versions}, batch ${BATCH}, in float32`, text],
    },
    ratios(pairs, ours, rate),
    GOAL,
  )
}

const ImageRows = z.array(z.object({ file: z.string(), label: z.int(), top1: z.int() }))

/** The share of images to which both give the same class, and that in words; of none at all it is NaN. */
async function agreement(pairs: readonly Pair[], files: readonly string[], { engine }: BenchContext) {
  const [pair] = pairs
  if (!pair) throw new Error('no pair was measured')
  const { run, classOffset } = pair.ours.summary
  const report = await engine.call('reports.render', { run, as: 'images', format: 'json' })
  const rows = new Map(ImageRows.parse(JSON.parse(report.text)).map((row) => [originalName(row.file), row]))
  const answers = files.flatMap((file, i) => {
    const row = rows.get(file)
    return row ? [{ ...row, theirs: (pair.theirs.outputs[i] ?? NaN) + classOffset }] : []
  })
  const share = (holds: (answer: (typeof answers)[number]) => boolean) => answers.filter(holds).length / answers.length
  const same = share(({ top1, theirs }) => top1 === theirs)
  const text =
    `on ${answers.length} images our top-1 is ${percent(share(({ top1, label }) => top1 === label))}, theirs ` +
    `${percent(share(({ theirs, label }) => theirs === label))} (its resizing does not antialias); ` +
    `${percent(same)} of the answers are the same`
  return { same, text }
}
