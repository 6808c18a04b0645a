import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { SweepSummary } from '../../../shared/sweep.ts'
import { commandLine, finished } from '../../../testing/command.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { buildClassifier } from '../model/testing/tiny-models.ts'
import { wideModel } from '../model/testing/wide-model.ts'

/** Limits what a process and its threads may write to: what needs more is refused, as by a machine without it. */
const limited = (bytes: number, [program = '', ...args]: string[], home: string) =>
  finished(spawn('prlimit', [`--data=${bytes}`, program, ...args], { env: { ...process.env, ACUITY_HOME: home } }))

const hasLimits = spawnSync('prlimit', ['--version']).status === 0

it.skipIf(!hasLimits)(
  '(needs prlimit of Linux) a model that memory does not suffice for goes on with half its batch, and again',
  async () => {
    const home = temporaryFolder()
    await indexSample(home)
    const [wide, small] = [path.join(home, 'wide.onnx'), path.join(home, 'small.onnx')]
    writeFileSync(wide, wideModel({ side: 16, rows: 12_000 }))
    writeFileSync(small, buildClassifier({ side: 16 }))
    const models = ['--model', wide, '--model', small, '--recipe', 'torchvision', '--rows', '20/16']
    const options = ['--batch', '64', '--threads', '1', '--limit', '70', '--json']
    const sweep = commandLine(['sweep', '--dataset', 'sample', '--as-indexed', ...models, ...options])
    // A batch of 64 takes 3.1 GB between two of its layers.
    const { code, stdout, stderr } = await limited(2.5e9, sweep, home)
    expect({ code, stderr }).toMatchObject({ code: 0 })
    const { runs } = SweepSummary.parse(JSON.parse(stdout))
    expect(runs).toMatchObject([
      { status: 'done', images: { evaluated: 70 } },
      { status: 'done', images: { evaluated: 70 }, placement: { batch: 64 } },
    ])
    const batch = runs[0]?.placement?.batch ?? 64
    expect(batch).toBeLessThan(64)
    const note = `Memory ran out with 64 images at a time: it was evaluated with ${batch}.`
    expect(runs.map(({ warnings }) => warnings.includes(note))).toEqual([true, false])
  },
)
