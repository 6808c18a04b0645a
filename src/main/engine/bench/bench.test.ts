import { mkdirSync, readdirSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Bench, BenchProgress } from '../../../shared/bench.ts'
import type { Engine } from '../../../shared/contract.ts'
import { newEngine, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { refused } from '../../../testing/remedies.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { buildClassifier } from '../model/testing/tiny-models.ts'

const SHORT = { warmUp: 1, repetitions: 2 }

/** A network of one convolution and one inner product, at `side` pixels unless asked otherwise. */
const tinyNet = (side = 16) => `
name: "Tiny" default_forward_type: FLOAT16
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: ${side} dim: ${side} } } }
layer {
  name: "conv" type: "Convolution" bottom: "data" top: "conv"
  convolution_param { num_output: 4 kernel_size: 3 stride: 2 }
}
layer { name: "fc" type: "InnerProduct" bottom: "conv" top: "fc" inner_product_param { num_output: 20 } }
layer { name: "prob" type: "Softmax" bottom: "fc" top: "prob" }
`

function tinyFile(): string {
  const folder = temporaryFolder()
  writeFiles(folder, { 'tiny.prototxt': tinyNet() })
  return path.join(folder, 'tiny.prototxt')
}

const progressAt = (engine: Engine, what: string) =>
  new Promise((resolve) => engine.on('bench.progress', ({ at }) => at.includes(what) && resolve(at)))

describe('a network without weights', () => {
  it('has speeds at every crop and batch, says that its weights are random, and leaves no file', async () => {
    const home = temporaryFolder()
    const engine = newEngine(home)
    const file = tinyFile()
    const progress: BenchProgress[] = []
    engine.on('bench.progress', (event) => progress.push(event))
    const bench = await engine.call('bench.model', { model: file, crops: [32, 16], batches: [1, 4], ...SHORT })
    expect(Bench.parse(bench)).toEqual(bench)
    expect(bench).toMatchObject({ model: 'tiny', weights: 'random', file, weightsFile: null, notMeasured: [] })
    expect(bench.warnings).toContainEqual(expect.stringMatching(/passes over: default_forward_type \(line 2\)\./))
    const measured = bench.results.map(({ crop, batch, repetitions }) => [crop, batch, repetitions])
    expect(measured).toEqual([
      [32, 1, 2],
      [32, 4, 2],
      [16, 1, 2],
      [16, 4, 2],
    ])
    // At 32: 15×15 positions of 4 filters of 3×3×3, then 20 sums of 900; the weights with their biases.
    const [first, , third] = bench.results
    expect(first).toMatchObject({ params: 4 * 27 + 4 + 20 * 900 + 20, gmacs: (225 * 4 * 27 + 20 * 900) / 1e9 })
    expect(third).toMatchObject({ params: 4 * 27 + 4 + 20 * 196 + 20, gmacs: (49 * 4 * 27 + 20 * 196) / 1e9 })
    expect(bench).toMatchObject({ params: first?.params, gmacs: first?.gmacs })
    const { provider, device, threads, peakGmacsPerSecond } = bench
    for (const { fps, batch, p50Ms, gmacs, gmacsPerSecond, peakShare, ...result } of bench.results) {
      expect(fps).toBeCloseTo((batch * 1000) / p50Ms)
      expect(gmacsPerSecond).toBeCloseTo(fps * (gmacs ?? 0))
      expect(peakShare).toBeCloseTo((gmacsPerSecond ?? 0) / peakGmacsPerSecond)
      expect(result).toMatchObject({ provider, device, threads, peakGmacsPerSecond })
    }
    expect(JSON.stringify(bench)).not.toMatch(/top-?[15]|accura/i)
    expect(progress[0]).toEqual({ done: 0, total: 4, at: 'preparing tiny 32' })
    expect(progress.at(-1)).toMatchObject({ done: 3, total: 4 })
    expect(readdirSync(path.join(home, 'cache'))).toEqual([])
  })

  it('says with its line what is wrong with it, and leaves no file either', async () => {
    const home = temporaryFolder()
    const bench = newEngine(home).call('bench.model', { model: tinyFile(), crops: [2], ...SHORT })
    await expect(bench).rejects.toThrow(/tiny\.prototxt:4: /)
    expect(readdirSync(path.join(home, 'cache'))).toEqual([])
  })

  it('asks for the size of its images where it states none, and takes that of a layer of data', async () => {
    const engine = newEngine()
    const withData = (type: string, param: string) => {
      const text = tinyNet().replace(/layer {.*Input.*/, `layer { name: "data" type: "${type}" top: "data" ${param} }`)
      const folder = temporaryFolder()
      // Its name does not say what it is.
      writeFiles(folder, { 'data.txt': text })
      return engine.call('bench.model', { model: path.join(folder, 'data.txt'), batches: [1], ...SHORT })
    }
    await expect(withData('Data', '')).rejects.toThrow(
      refused(/does not say of which size its images are/, { do: 'state', option: 'crop' }),
    )
    const dummy = 'dummy_data_param { shape { dim: 9 dim: 3 dim: 20 dim: 20 } }'
    expect((await withData('DummyData', dummy)).results).toMatchObject([{ crop: 20 }])
  })
})

describe('an ONNX file', () => {
  it('is measured at its own size, from the model cache that evaluations use', async () => {
    const home = temporaryFolder()
    const engine = newEngine(home)
    const bench = await engine.call('bench.model', { model: sampleModel(99), batches: [2], threads: 1, ...SHORT })
    expect(bench).toMatchObject({ model: 'sample_net_99', weights: 'file', threads: 1, warnings: [] })
    expect(bench.results).toMatchObject([{ crop: 99, batch: 2, sessions: 1, threadsPerSession: 1, warmUp: 1 }])
    expect(readdirSync(path.join(home, 'cache', 'models'))).toHaveLength(1)
  })

  it('is measured at another, which is said, with the multiply-adds of that', async () => {
    const [own, other] = [99, 64]
    const crops = [own, other]
    const bench = await newEngine().call('bench.model', { model: sampleModel(99), crops, batches: [1], ...SHORT })
    expect(bench.results).toMatchObject([{ crop: own }, { crop: other }])
    const [one, less] = bench.results.map(({ gmacs }) => gmacs ?? NaN)
    expect((less ?? NaN) / (one ?? NaN)).toBeCloseTo((other / own) ** 2, 1)
    expect(bench.warnings).toEqual([expect.stringMatching(/^The model was exported at 99, runs at 64: /)])
  })

  it('is refused where there is none, and where a batch is too large', async () => {
    const engine = newEngine()
    await expect(engine.call('bench.model', { model: 'resnet.onnx' })).rejects.toMatchObject({ code: 'not-found' })
    const large = engine.call('bench.model', { model: tinyFile(), crops: [400], batches: [4096] })
    await expect(large).rejects.toThrow('A batch of 4096 crops of 400×400 takes 1966080000 bytes')
  })
})

describe('a model of images of any size', () => {
  it('is measured at the crop of the recipe file beside it, which is said, or asks for one', async () => {
    const engine = newEngine()
    const folder = temporaryFolder()
    writeFiles(folder, {
      'any.onnx': buildClassifier({ side: 'side' }),
      'any.recipe.json': '{"resize": 24, "crop": 20}',
    })
    const model = path.join(folder, 'any.onnx')
    const bench = await engine.call('bench.model', { model, batches: [1], ...SHORT })
    expect(bench.results).toMatchObject([{ crop: 20 }])
    expect(bench.warnings).toEqual(['No crop was stated: that of any.recipe.json beside the model was taken, 20.'])
    writeFiles(folder, { 'any.recipe.json': '{"crop": 0}' })
    await expect(engine.call('bench.model', { model, batches: [1] })).rejects.toThrow(
      refused(/any size/, { do: 'state', option: 'crop' }),
    )
  })
})

describe('a model of a fixed batch', () => {
  it('is measured at that, with one warning for all crops', async () => {
    const engine = newEngine()
    const folder = temporaryFolder()
    writeFiles(folder, { 'fixed.onnx': buildClassifier({ batch: 2, side: 'side' }) })
    const totals: number[] = []
    engine.on('bench.progress', ({ total }) => totals.push(total))
    const model = path.join(folder, 'fixed.onnx')
    const bench = await engine.call('bench.model', { model, crops: [16, 24], batches: [1, 4], ...SHORT })
    expect(bench.results).toMatchObject([
      { crop: 16, batch: 2 },
      { crop: 24, batch: 2 },
    ])
    expect(bench.warnings).toEqual([expect.stringMatching(/fixed at 2: the batches asked for \(1, 4\) are not used/)])
    expect(totals.at(-1)).toBe(2)
  })
})

describe('a benchmark that goes on', () => {
  it('ends when it is cancelled, alone meanwhile, and leaves way for the next', async () => {
    const engine = newEngine()
    const endless = { model: sampleModel(99), batches: [1], repetitions: 100_000, seconds: 600 }
    const measuring = progressAt(engine, 'batch')
    const bench = engine.call('bench.model', endless)
    const ended = expect(bench).rejects.toMatchObject({ code: 'cancelled' })
    await expect(engine.call('bench.model', endless)).rejects.toMatchObject({ code: 'busy' })
    await measuring
    await engine.call('requests.cancel', { methods: ['bench.model'] })
    await ended
    const next = await engine.call('bench.model', { model: tinyFile(), batches: [1], ...SHORT })
    // At the size that it states.
    expect(next.results).toMatchObject([{ crop: 16, batch: 1 }])
  })

  it('ends when the engine is closed', async () => {
    const home = temporaryFolder()
    const engine = newEngine(home)
    const preparing = progressAt(engine, 'preparing')
    const bench = engine.call('bench.model', { model: tinyFile(), batches: [1], repetitions: 100_000, seconds: 600 })
    const ended = expect(bench).rejects.toMatchObject({ code: 'cancelled' })
    await preparing
    await engine.close()
    await ended
    expect(readdirSync(path.join(home, 'cache'))).toEqual([])
  })
})

it('is refused while an evaluation goes on', async () => {
  const engine = await sampleEngine()
  const { run } = await engine.call('runs.start', sampleRun(99))
  await expect(engine.call('bench.founding', {})).rejects.toThrow(/An evaluation is going on/)
  await engine.call('runs.cancel', { run })
  await engine.call('runs.wait', { run })
  await engine.call('bench.model', { model: tinyFile(), batches: [1], ...SHORT })
})

it('sweeps what killed ones left a day ago, and leaves what another may be using', async () => {
  const home = temporaryFolder()
  const cache = path.join(home, 'cache')
  for (const name of ['bench-old', 'bench-new', 'other']) mkdirSync(path.join(cache, name), { recursive: true })
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000)
  for (const name of ['bench-old', 'other']) utimesSync(path.join(cache, name), yesterday, yesterday)
  await newEngine(home).call('bench.model', { model: tinyFile(), batches: [1], ...SHORT })
  expect(readdirSync(cache).toSorted()).toEqual(['bench-new', 'other'])
})
