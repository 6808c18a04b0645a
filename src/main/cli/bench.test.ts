import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Bench, FoundingBench } from '../../shared/bench.ts'
import { acuity, finished, startAcuity } from '../../testing/command.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { sampleModel } from '../../testing/sample.ts'

const SHORT = ['--warm-up', '1', '--repetitions', '1']

describe('acuity bench', () => {
  it('measures a model, each crop and batch once; stdout holds the result alone', async () => {
    const args = ['bench', '--model', sampleModel(99), '--crop', '99,99', '--batch', '1,2,1', ...SHORT, '--json']
    const { code, stdout } = await acuity(temporaryFolder(), args)
    expect(code).toBe(0)
    const bench = Bench.parse(JSON.parse(stdout))
    expect(bench).toMatchObject({ model: 'sample_net_99', weights: 'file', provider: 'cpu' })
    expect(bench.results.map(({ crop, batch }) => [crop, batch])).toEqual([
      [99, 1],
      [99, 2],
    ])
  })

  it('writes a row for each provider, crop and batch, whether it could be measured or not', async () => {
    const out = path.join(temporaryFolder(), 'bench.csv')
    const sizes = ['--crop', '99', '--batch', '1,2', '--provider', 'cpu,webgpu', '--threads', '1']
    const args = ['bench', '--model', sampleModel(99), ...sizes, ...SHORT, '--out', out]
    expect(await acuity(temporaryFolder(), args)).toMatchObject({ code: 0, stdout: '' })
    const [head = '', ...rows] = readFileSync(out, 'utf8').trim().split('\r\n')
    expect(head).toMatch(
      /^model,weights,precision,provider,device,threads,sessions,crop,.*,peak_gmacs_per_sec,peak_share,problem,speed_doubts$/,
    )
    expect(rows.map((row) => row.split(',').slice(0, 4))).toEqual([
      ['sample_net_99', 'file', 'fp32', 'cpu'],
      ['sample_net_99', 'file', 'fp32', 'cpu'],
      ['sample_net_99', 'file', 'fp32', 'webgpu'],
      ['sample_net_99', 'file', 'fp32', 'webgpu'],
    ])
  })

  it('measures the founding table in turn, without any accuracy', async () => {
    const home = temporaryFolder()
    const { code, stdout } = await acuity(home, ['bench', '--founding', '--batch', '1', ...SHORT, '--json'])
    expect(code).toBe(0)
    const { tables } = FoundingBench.parse(JSON.parse(stdout))
    expect(tables.map(({ batch }) => batch)).toEqual([1])
    const rows = tables.flatMap(({ rows }) => rows)
    const measured = rows.map(({ architecture, input, crop, gmacsRatio }) => [
      `${architecture} ${input}/${crop}`,
      gmacsRatio?.toFixed(2),
    ])
    expect(measured).toEqual([
      ['AlexNet 256/227', '1.00'],
      ['AlexNet 128/99', '5.55'],
      ['AlexNet 128/111', '4.08'],
      ['VGG_F 128/99', '5.52'],
      ['VGG_F_extralayer 128/99', '2.67'],
      ['VGG_F_extralayer 128/111', '2.18'],
    ])
    expect(rows[0]).toMatchObject({ speedup: 1 })
    expect(rows.every(({ fps, repetitions }) => fps > 0 && repetitions === 1)).toBe(true)
    expect(stdout).not.toMatch(/top-?[15]|accura/i)
    expect(readdirSync(path.join(home, 'cache'))).toEqual([])
  })

  it('can be interrupted', async () => {
    const home = temporaryFolder()
    const endless = ['--batch', '1', '--repetitions', '100000', '--seconds', '600']
    const child = startAcuity(home, ['bench', '--model', sampleModel(99), ...endless])
    const result = finished(child)
    const preparing = () => child.exitCode === null && !existsSync(path.join(home, 'cache', 'models'))
    while (preparing()) await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGINT')
    const { code, stdout, stderr } = await result
    expect(code).toBe(130)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/cancelled/)
  })

  it.each<[string[], number, RegExp]>([
    [[], 2, /needs --model FILE/],
    [['--model', 'alexnet', '--with-published'], 2, /goes with --founding/],
    [['--model', 'alexnet', '--provider', 'cpu,tpu'], 2, /Allowed choices are auto, cpu, cuda, webgpu/],
    [['--model', 'alexnet', '--crop', '20'], 1, /alexnet\.prototxt:\d+: .*larger crop/],
  ])('%j ends with %i', async (args, code, stderr) => {
    const result = await acuity(temporaryFolder(), ['bench', ...args])
    expect(result).toMatchObject({ code, stdout: '' })
    expect(result.stderr).toMatch(stderr)
  })
})

describe('acuity arch', () => {
  it('lists what ships with what it computes; a crop that is too small is a note', async () => {
    const { code, stdout } = await acuity(temporaryFolder(), ['arch', '--crop', '99,20'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/alexnet +\| +99 \| +27\.41 \| +130\.4 \| +105\.4 \| +25\.07\n/)
    expect(stdout).toMatch(/vgg_f +\| +20 \| +\| +\| +\|\n/)
    expect(stdout).toMatch(/\nvgg_f at 20: .*vgg_f\.prototxt:\d+: /)
    expect(stdout).toContain('--only takes some of conv1_5x5, strides, extra1x1, avgpool5')
  })

  it('writes a variant, to stdout or a file', async () => {
    const home = temporaryFolder()
    const file = path.join(temporaryFolder(), 'variant.prototxt')
    const only = ['--only', 'extra1x1,avgpool5', '--out', file]
    expect(await acuity(home, ['arch', 'vgg_f_extralayer', ...only])).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(file, 'utf8')).toMatch(/^name: "VGG_F\+extra1x1\+avgpool5" # base "VGG_F"$/m)
    const base = await acuity(home, ['arch', 'vgg_f_extralayer', '--only', 'none'])
    expect(base.stdout).toMatch(/^name: "VGG_F"$/m)
  })

  it('names what there is', async () => {
    const { code, stderr } = await acuity(temporaryFolder(), ['arch', 'resnet50'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/no architecture resnet50: choose one of alexnet, caffenet, vgg_f, vgg_f_extralayer/)
  })
})
