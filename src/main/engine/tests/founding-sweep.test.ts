import { expect, it } from 'vitest'
import type { BenchResult, FoundingBench } from '../../../shared/bench.ts'
import { foundingSweep, type FoundingSweep } from '../../../shared/founding-sweep.ts'
import { foundingSizes } from '../../../shared/published.ts'
import type { ReportFormat } from '../../../shared/report.ts'
import type { EvaluatedRun } from '../../../shared/run.ts'
import type { RefusedRun } from '../../../shared/sweep.ts'
import { percent } from '../../../shared/text.ts'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { formatFoundingSweep, toText } from '../export/index.ts'

const on = { provider: 'cpu', device: 'a CPU', threads: 2, peakGmacsPerSecond: 40 } as const
const latency = { p50Ms: 1, p90Ms: 1, p99Ms: 1, spread: 0.05, warmUp: 3, repetitions: 30, rounds: null }
const result: Omit<BenchResult, 'crop' | 'fps'> = {
  ...{ ...on, ...latency, meanFps: null, batch: 32, sessions: 1, threadsPerSession: 2, disturbedBy: [] },
  ...{ params: 1e6, gmacs: 0.7, gmacsPerSecond: 29, peakShare: 0.7 },
}

/** Each row twice as fast as the first. */
function benchOf({ environment }: EvaluatedRun): FoundingBench {
  const rows = foundingSizes.map((size, index) => ({
    ...{ ...result, ...size, fps: index === 0 ? 40 : 80, gmacsRatio: 1.5, speedup: index === 0 ? 1 : 2 },
    speedupInterval: [1.9, 2.1] as [number, number],
  }))
  const conditions = {
    ...on,
    precision: 'fp32',
    environment,
    peakRssBytes: 2 ** 30,
    notMeasured: [],
    traces: [],
  } as const
  return {
    ...conditions,
    notMeasured: [],
    traces: [],
    weights: 'random',
    warnings: [],
    tables: [{ provider: 'cpu', batch: 32, rows }],
  }
}

/** Runs of the sample as if they were those of two rows, and of a third that could not be run. */
async function rowsOf(...architectures: ('alexnet' | 'vgg_f')[]) {
  const engine = await sampleEngine()
  const runs: EvaluatedRun[] = []
  for (const name of architectures) {
    const run = await evaluate(engine, sampleRun(name === 'alexnet' ? 227 : 99, { limit: 60 }))
    runs.push({ ...run, modelFile: `/nets/${name}.prototxt`, modelWeights: `/weights/${name}.caffemodel` })
  }
  const [first] = runs
  if (!first) throw new Error('there is a run')
  const comparison = await engine.call('runs.compare', { runs: runs.map(({ run }) => run) })
  const entry = { sweep: 7, name: 'seven', createdAt: '', pinnedAt: null, archivedAt: null, dataset: 'sample' }
  const sweep = { ...entry, runs, plan: null }
  const measured = { speed: { pipeline: null, decode: null }, wallSeconds: 1 }
  const error = { code: 'model-invalid' as const, message: 'fc6 does not fit.', details: {} }
  const refused: RefusedRun[] = [{ model: 'alexnet', size: '128/111', error }]
  const isBaseline = architectures[0] === 'alexnet'
  const table = foundingSweep(benchOf(first), { ...sweep, ...measured }, isBaseline ? comparison : null, refused)
  return { table, runs }
}

const format = (table: FoundingSweep, as: Exclude<ReportFormat, 'json'>, withPublished = false) =>
  toText(formatFoundingSweep(table, { format: as, withPublished }))

it('lays accuracies and speeds together: differences and ratios to the first row, speed alone where there are no weights', async () => {
  const { table, runs } = await rowsOf('alexnet', 'vgg_f')
  expect(table).toMatchObject({ sweep: 7, dataset: 'sample', batch: 32 })
  expect(table.rows.map(({ summary }) => summary?.run ?? null)).toEqual([1, null, null, 2, null, null])
  const [large, small] = runs.map(({ top1 }) => top1 ?? NaN)
  if (large === undefined || small === undefined) throw new Error('there are two runs')

  const text = await format(table, 'table')
  const points = ((small - large) * 100).toFixed(1)
  const cells = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const row = (at: number) => cells[at]?.slice(0, 6)
  const any = expect.any(String) as string
  expect(row(2)).toEqual(['AlexNet', '256×256', '227×227', percent(large), any, '40 fps'])
  expect(row(3)).toEqual(['AlexNet', '128×128', '99×99', '–', '–', '80 fps (2.0x speedup)'])
  const against = `${percent(small)} (${points})`
  expect(row(5)).toEqual(['VGG_F', '128×128', '99×99', against, any, '80 fps (2.0x speedup)'])
  expect(cells[5]).toContain('1.9–2.1x')
  expect(text).toContain(
    'Speed alone, for want of weights: AlexNet 128/99, VGG_F_extralayer 128/99, VGG_F_extralayer 128/111.\n',
  )
  expect(text).toContain('AlexNet 128/111: fc6 does not fit.\n')
  expect(text).toMatch(/run 2 against run 1, on 60 images that both evaluated: .* McNemar's exact p = /)
  expect(text).toContain('one session of 2 threads on cpu, a CPU')
})

it('has no differences of accuracy where the first row has none, and says so', async () => {
  const { table } = await rowsOf('vgg_f')
  const text = await format(table, 'table')
  expect(text).toContain('no difference to that of the first row: AlexNet 256/227 has none.')
  expect(text).not.toMatch(/% \(|McNemar/)
  expect(text).toMatch(/\nVGG_F +\|.*80 fps \(2\.0x speedup\)/)
})

it('gives programs every figure, and lays the published rows below', async () => {
  const { table, runs } = await rowsOf('alexnet', 'vgg_f')
  const [head = '', ...lines] = (await format(table, 'csv', true)).trim().split('\r\n')
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, i) => [head.split(',')[i] ?? '', cell])),
  )
  expect(head).toBe(
    'architecture,input,weights,run,status,indexed,images,skipped,top1,top1_delta,top1_lo,top1_hi,top5,top5_delta,' +
      'top5_lo,top5_hi,paired_images,only_baseline_right,only_this_right,mcnemar_p,provider,device,threads,sessions,' +
      'crop,param_count,infer_gmacs,infer_batch_size,infer_samples_per_sec,infer_p50_ms,infer_p90_ms,infer_p99_ms,' +
      'spread,warm_up,repetitions,gmacs_per_sec,peak_gmacs_per_sec,peak_share,gmacs_ratio,speedup,speedup_lo,' +
      'speedup_hi,speed_doubts,source',
  )
  expect(rows).toHaveLength(12)
  expect(rows[3]).toMatchObject({
    ...{
      architecture: 'VGG_F',
      input: '128',
      crop: '99',
      weights: '/weights/vgg_f.caffemodel',
      run: '2',
      status: 'done',
    },
    ...{ images: '60', top1: String(runs[1]?.top1), paired_images: '60', infer_samples_per_sec: '80', speedup: '2' },
    ...{ speedup_lo: '1.9', speedup_hi: '2.1', source: 'measured here' },
  })
  expect(rows.slice(0, 6).map(({ status }) => status)).toEqual([
    ...['done', 'no weights', 'refused', 'done', 'no weights', 'no weights'],
  ])
  expect(rows[6]).toMatchObject({ architecture: 'AlexNet', input: '256', top1: '0.571', infer_samples_per_sec: '624' })

  expect(await format(table, 'table', true)).toMatch(/AlexNet \(published, K40\) +\| 256×256 \|/)
  const latex = await format(table, 'latex')
  expect(latex).toContain(String.raw`DNN architecture & Input & Crop & Top-1 & Top-5 & Frame rate at test-time \\`)
  expect(latex).toMatch(/^VGG\\_F & .*80 fps \(2\.0\$\\times\$ speedup\)/m)
})
