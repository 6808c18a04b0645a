import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { RunSummary } from '../../shared/run.ts'
import { acuity, finished, startAcuity } from '../../testing/command.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { indexSample } from '../../testing/home.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../../testing/sample.ts'

const evaluateSample = (crop: 227 | 99, ...more: string[]) => [
  'evaluate',
  ...['--dataset', sampleDataset, '--model', sampleModel(crop), '--recipe', sampleRecipe(crop)],
  ...more,
]

/** One that can be stopped on its way, on a home that has the sample indexed. */
const slowly = (batch: number) => evaluateSample(227, '--as-indexed', '--batch', String(batch), '--threads', '1')

async function indexedHome(): Promise<string> {
  const home = temporaryFolder()
  await indexSample(home)
  return home
}

/** As another program would look into the database while the command works on it. */
function committedPredictions(home: string): number {
  const file = path.join(home, 'acuity.db')
  if (!existsSync(file)) return 0
  const db = new Sqlite(file, { readonly: true })
  try {
    return Number(db.prepare('SELECT COUNT(*) FROM predictions').pluck().get())
  } catch {
    // The tables are not there yet.
    return 0
  } finally {
    db.close()
  }
}

describe('acuity', () => {
  it('indexes, evaluates, reports and compares; stdout holds the result alone', async () => {
    const home = temporaryFolder()
    const runs = []
    for (const crop of [227, 99] as const) {
      const { code, stdout } = await acuity(home, evaluateSample(crop, '--limit', '48', '--json'))
      expect(code).toBe(0)
      runs.push(RunSummary.parse(JSON.parse(stdout)))
    }
    expect(runs.map(({ run, images }) => [run, images.evaluated])).toEqual([
      [1, 48],
      [2, 48],
    ])

    const images = await acuity(home, ['report', '1', '--as', 'images', '--format', 'csv'])
    expect(images.stdout.split('\r\n')[0]).toBe('file,label,label_wnid,rank,top1,top2,top3,top4,top5,p1,p2,p3,p4,p5')
    expect(images.stdout.trim().split('\r\n')).toHaveLength(49)

    const table = await acuity(home, ['compare', '1', '2', '--format', 'md'])
    expect(table.stdout).toContain('| DNN architecture | Input   | Crop    |')
    expect(table.stdout).toMatch(/\| sample_net_99 +\| 128×128 \| 99×99 +\| \d+\.\d% \([+-]?\d+\.\d\)/)

    expect(table.stdout).toMatch(
      /^run 2 against run 1, on 48 images that both evaluated: .*McNemar's exact p = [\d.e-]+$/m,
    )

    const beside = await acuity(home, ['compare', '1', '2', '--with-published'])
    expect(beside.stdout).toMatch(/\nVGG_F \(published, K40\) +\| 128×128 \| 99×99 +\| 41\.2% \(-15\.9\)/)
    expect(beside.stdout).toContain('quoted from F. N. Iandola 2015')

    // The same class by its index, its id and its name; `-` is stdout.
    const flips = ['0', 'x00000101', 'pinstripe beetle'].map((name) => [
      'flips',
      '1',
      '2',
      '--label',
      name,
      '--out',
      '-',
    ])
    const [byIndex, ...others] = await Promise.all(flips.map(async (args) => (await acuity(home, args)).stdout))
    expect(byIndex).toContain('file')
    expect(others).toEqual([byIndex, byIndex])

    const list = await acuity(home, ['runs', '--json'])
    expect(JSON.parse(list.stdout)).toHaveLength(2)
  })

  it('quotes the published table, on stdout or in a file', async () => {
    const home = temporaryFolder()
    const { code, stdout } = await acuity(home, ['published'])
    expect(code).toBe(0)
    expect(stdout).toContain(
      'AlexNet          | 128×128 | 99×99   | 42.7% (-14.4) | 67.3% (-12.8) | 3368 fps (5.4x speedup)\n',
    )
    expect(stdout).toMatch(/\n\nThe published figures are quoted from .* K40/)

    const out = path.join(temporaryFolder(), 'published.csv')
    const saved = await acuity(home, ['published', '--out', out])
    expect(saved).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(8)
    expect(JSON.parse((await acuity(home, ['published', '--json'])).stdout)).toHaveLength(6)
    // Nothing of it depends on a home, so none is made.
    expect(readdirSync(home)).toEqual([])
  })

  it('runs the demo, and says where its files are', async () => {
    const out = path.join(temporaryFolder(), 'csv')
    const { code, stdout, stderr } = await acuity(temporaryFolder(), ['demo', '--out', out])
    expect(code).toBe(0)
    expect(stderr).toContain('recipe torchvision: The file sample_net_99.recipe.json lies beside the model.\n')
    expect(stdout).toContain('DNN architecture')
    const files = readdirSync(out)
    expect(files).toContain('comparison.csv')
    expect(files).toHaveLength(11)
    for (const file of files) expect(stdout).toContain(path.join(out, file))
    const comparison = readFileSync(path.join(out, 'comparison.csv'), 'utf8').trim().split('\r\n')
    expect(comparison).toHaveLength(3)
  })

  it('can be interrupted, says how to go on, and goes on', async () => {
    const home = await indexedHome()
    const child = startAcuity(home, slowly(1))
    const result = finished(child)
    while (committedPredictions(home) === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGINT')
    const { code, stderr } = await result
    expect(code).toBe(130)
    expect(stderr).toMatch(/acuity evaluate --resume 1/)
    const resumed = await acuity(home, ['evaluate', '--resume', '1', '--json'])
    expect(RunSummary.parse(JSON.parse(resumed.stdout))).toMatchObject({ status: 'done', images: { evaluated: 240 } })
  })

  it('loses at most the batches in flight when it is killed, and goes on from there', async () => {
    const home = await indexedHome()
    const child = startAcuity(home, slowly(1))
    const result = finished(child)
    while (committedPredictions(home) < 20) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGKILL')
    await result
    const committed = committedPredictions(home)
    expect(committed).toBeLessThan(240)

    const [left] = z.array(RunSummary).parse(JSON.parse((await acuity(home, ['runs', '--json'])).stdout))
    expect(left).toMatchObject({ status: 'interrupted', images: { evaluated: committed } })
    const resumed = await acuity(home, ['evaluate', '--resume', '1', '--json'])
    const summary = RunSummary.parse(JSON.parse(resumed.stdout))
    expect(summary).toMatchObject({ status: 'done', images: { evaluated: 240 } })
    // Nothing was done twice: the counts are those of a run that nobody killed.
    const whole = await acuity(home, ['evaluate', '--again', '1', '--json'])
    expect(RunSummary.parse(JSON.parse(whole.stdout))).toMatchObject({
      top1Correct: summary.top1Correct,
      top5Correct: summary.top5Correct,
    })
  })

  it.skipIf(process.platform === 'win32')('ends at once at a second interrupt, without a crash', async () => {
    const home = await indexedHome()
    const child = startAcuity(home, slowly(64))
    const result = finished(child)
    while (committedPredictions(home) === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGINT')
    const { stderr } = await result
    // By the signal itself, or, had the first one been enough by then, with its exit status.
    expect(['SIGINT', 130]).toContain(child.signalCode ?? child.exitCode)
    expect(stderr).not.toMatch(/terminate called|Abort/)
  })

  it('takes the recipe that the window suggests, and says which and why; options go over it', async () => {
    const home = await indexedHome()
    const limited = ['--as-indexed', '--threads', '1', '--limit', '4', '--json']
    const evaluate = ['evaluate', '--dataset', 'sample', '--model', sampleModel(99), ...limited]
    const { code, stdout, stderr } = await acuity(home, [...evaluate, '--resize', '120'])
    expect(code).toBe(0)
    expect(stderr).toContain(
      'recipe torchvision: The file sample_net_99.recipe.json lies beside the model. Stated over it: resize 120, not 128.\n' +
        '  squash 120, crop 99 (floor), pillow-bilinear, RGB, mean 127.5,127.5,127.5, std 63.75,63.75,63.75\n',
    )
    const recipe = { fit: 'squash', resize: 120, crop: 99, std: [63.75, 63.75, 63.75] }
    expect(RunSummary.parse(JSON.parse(stdout))).toMatchObject({ recipe, recipeOrigin: { from: 'file' } })
    const stated = await acuity(home, [...evaluate, '--recipe', 'timm', '--resize', '128', '--crop', '99'])
    expect(stated.stderr).toMatch(
      /recipe timm: It was stated\. The file sample_net_99\.recipe\.json beside the model says otherwise: fit squash, not shortest; /,
    )
  })

  it('reads a recipe file, and names the field that is wrong', async () => {
    const home = temporaryFolder()
    const folder = temporaryFolder()
    writeFiles(folder, { 'recipe.json': '{"preset": "caffe", "crop": -3}' })
    const { code, stderr } = await acuity(home, [
      ...['evaluate', '--dataset', sampleDataset, '--model', sampleModel(99)],
      ...['--recipe', path.join(folder, 'recipe.json')],
    ])
    expect(code).toBe(2)
    expect(stderr).toMatch(/recipe\.json: crop/)
  })

  it.each<[string[], number, RegExp]>([
    [['--help'], 0, /^$/],
    [['frobnicate'], 2, /unknown command/],
    [['evaluate', '--crop', 'many'], 2, /whole number/],
    [['evaluate', '--model', 'x.onnx'], 2, /needs --dataset/],
    [['evaluate', '--resume', '1', '--again', '1'], 2, /cannot be used with/],
    [['evaluate', '--resume', '1', '--as-indexed'], 2, /cannot be used with/],
    [['evaluate', '--again', '1', '--no-follow'], 2, /cannot be used with/],
    [['report', '1', '--json', '--format', 'csv'], 2, /contradict/],
    [['report', '7', '--out', 'x.parquet'], 2, /nothing is written as \.parquet/],
    [['report', '7'], 1, /no run 7/],
    [['index', '/nowhere/at/all'], 1, /no folder \/nowhere\/at\/all/],
    [['evaluate', '--dataset', 'nope', '--model', 'x.onnx'], 1, /no dataset nope/],
  ])('%j ends with %i', async (args, code, stderr) => {
    const result = await acuity(temporaryFolder(), args)
    expect(result.code).toBe(code)
    expect(result.stderr).toMatch(stderr)
    if (code !== 0) expect(result.stdout).toBe('')
    expect(result.stderr).not.toMatch(/^\s+at /m)
  })

  it('says what works on this machine', async () => {
    const { code, stdout } = await acuity(temporaryFolder(), ['doctor'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/✓ cpu/)
    expect(stdout).toMatch(/[✓✗] cuda/)
    expect(stdout).toMatch(/✓ wasm/)
  })
})
