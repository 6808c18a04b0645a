import { copyFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { indexSample } from '../../testing/home.ts'
import { sampleModel, sampleRecipe } from '../../testing/sample.ts'
import { SweepSummary } from '../../shared/sweep.ts'

it('evaluates a model at several sizes, and tells what each image needs', async () => {
  const home = temporaryFolder()
  await indexSample(home)
  const model = ['--dataset', 'sample', '--as-indexed', '--model', sampleModel(99), '--recipe', sampleRecipe(99)]
  const { code, stdout } = await acuity(home, ['sweep', ...model, '--rows', '128/99,104/99', '--limit', '24', '--json'])
  expect(code).toBe(0)
  const { sweep, name, runs } = SweepSummary.parse(JSON.parse(stdout))
  expect(runs).toMatchObject([
    { status: 'done', recipe: { resize: 128, crop: 99 } },
    { status: 'done', recipe: { resize: 104, crop: 99 } },
  ])

  const critical = await acuity(home, ['report', String(sweep), '--as', 'critical', '--format', 'csv'])
  const [head, ...rows] = critical.stdout.trim().split('\r\n')
  const named = await acuity(home, ['report', name])
  expect(named).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/ is a sweep, and no run: .*: 1, 2\./) as string,
  })
  expect(head).toBe('model,file,label,label_wnid,state,critical,top1_104/99,p1_104/99,top1_128/99,p1_128/99')
  expect(rows).toHaveLength(24)
  const objects = await acuity(home, ['report', String(sweep), '--as', 'object-size', '--format', 'csv'])
  expect(objects.stdout.split('\r\n')[0]).toBe(
    'model,size,object_from,object_to,object_mean,images,top1_correct,top1,top1_lo,top1_hi',
  )
  expect(objects.stdout).toMatch(/\r\nsample_net_99,104\/99,[\d.,]+\r\n/)
  expect((await acuity(home, ['sweeps'])).stdout).toMatch(/3 \| sweep of sample \| +2 \| +2 \| sample_net_99/)
  expect((await acuity(home, ['compare', '--sweep', '3', '--json'])).stdout).toContain('sample_net_99 104/99')
  const anew = await acuity(home, ['compare', '--sweep', '3', '--measure'])
  expect(anew).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/\nFrame rates were measured anew for/) as string,
  })
  const left = await acuity(home, ['sweep', '--resume', '3', '--json'])
  expect(SweepSummary.parse(JSON.parse(left.stdout)).runs.map(({ run }) => run)).toEqual([1, 2])

  writeFiles(home, {
    'grid.json': JSON.stringify({ models: [{ file: sampleModel(99) }], crops: [99], resizeRatio: 0.9 }),
  })
  const grid = [
    'sweep',
    '--dataset',
    'sample',
    '--as-indexed',
    '--grid',
    path.join(home, 'grid.json'),
    '--limit',
    '2',
    '--json',
  ]
  expect(SweepSummary.parse(JSON.parse((await acuity(home, grid)).stdout)).runs).toMatchObject([
    { recipe: { resize: 110, crop: 99 } },
  ])
  for (const unknown of [
    '{"models": [{"file": "a.onnx"}], "zooms": [1]}',
    '{"models": [{"file": "a", "zooms": [1]}]}',
  ]) {
    writeFiles(home, { 'grid.json': unknown })
    expect(await acuity(home, grid)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/grid\.json: .*zooms/) as string,
    })
  }

  const kept = await acuity(home, [
    'sweep',
    ...model,
    '--model',
    'gone.onnx',
    '--crops',
    '99',
    '--limit',
    '2',
    '--keep-going',
  ])
  expect(kept.code).toBe(1)
  expect(kept.stderr).toMatch(/Left out:\ngone\.onnx at 113\/99: /)
})

it.each([
  [['sweep', '--crops', '99'], /needs --dataset/],
  [['sweep', '--rows', '99/128'], /crop of row 99\/128 is larger/],
  [['sweep', '--rows', '99'], /as in 256\/227/],
  [['sweep', '--crops', '99', '--rows', '128/99'], /cannot be used with/],
  [['sweep', '--resamplers', 'best'], /Allowed choices are pillow-bilinear/],
  [['compare'], /Name runs to compare, or a sweep/],
])('%j is a usage error', async (args, stderr) => {
  const result = await acuity(temporaryFolder(), args)
  expect(result).toMatchObject({ code: 2, stdout: '' })
  expect(result.stderr).toMatch(stderr)
})

it('ends with 1 where runs fail, with the reason of each', async () => {
  const home = temporaryFolder()
  await indexSample(home)
  const model = path.join(home, 'net.onnx')
  copyFileSync(sampleModel(99), model)
  const options = ['--recipe', sampleRecipe(99), '--rows', '128/99,104/99', '--limit', '2', '--json']
  expect(
    (await acuity(home, ['sweep', '--dataset', 'sample', '--as-indexed', '--model', model, ...options])).code,
  ).toBe(0)
  copyFileSync(sampleModel(227), model)
  const db = new Sqlite(path.join(home, 'acuity.db'))
  db.exec("DELETE FROM predictions; UPDATE runs SET evaluated = 0, status = 'interrupted'")
  db.close()
  const { code, stdout, stderr } = await acuity(home, ['sweep', '--resume', '3', '--json'])
  expect(code).toBe(1)
  expect(SweepSummary.parse(JSON.parse(stdout)).runs.map(({ status }) => status)).toEqual(['failed', 'failed'])
  const reason = (run: number, size: string) =>
    `run ${run}, net ${size}: ${model} is not the model that the run was made with`
  expect(stderr).toContain(`Failed:\n${reason(1, '128/99')}`)
  expect(stderr).toContain(reason(2, '104/99'))
})
