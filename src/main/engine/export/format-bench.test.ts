import { expect, it } from 'vitest'
import type { Bench, BenchResult, Conditions, FoundingBench } from '../../../shared/bench.ts'
import { PUBLISHED_SOURCE } from '../../../shared/published.ts'
import type { ReportFormat } from '../../../shared/report.ts'
import { formatBench } from './format-bench.ts'
import { formatFoundingBench } from './format-founding-bench.ts'
import { toText } from './save.ts'

const result: BenchResult = {
  ...{ crop: 227, fps: 40, p50Ms: 800, p90Ms: 820, p99Ms: 900, batch: 32, sessions: 1, threadsPerSession: 2 },
  ...{ warmUp: 3, repetitions: 30, spread: 0.05, params: 60_965_224, gmacs: 0.724406816, gmacsPerSecond: 29 },
}
const smaller = { crop: 99, fps: 216, gmacs: 0.130439712 }
const conditions: Conditions = {
  ...{ weights: 'random', provider: 'cpu', device: 'a CPU', threads: 2, peakRssBytes: 2 ** 30, warnings: [] },
  environment: {
    ...{ acuity: '0', onnxruntime: '1.29.0', decoder: '', sqlite: '', node: '', platform: '', cpu: '', cores: 2 },
    memoryBytes: 0,
  },
}
const bench: Bench = {
  ...conditions,
  ...{ model: 'alexnet', file: '/nets/alexnet.prototxt', weightsFile: null, sha256: '0' },
  ...{ params: result.params, gmacs: result.gmacs, results: [result] },
}
const founding: FoundingBench = {
  ...conditions,
  tables: [1, 32].map((batch) => ({
    batch,
    rows: [
      { architecture: 'AlexNet', input: 256, ...result, batch, gmacsRatio: 1, speedup: 1 },
      { architecture: 'AlexNet', input: 128, ...result, ...smaller, batch, gmacsRatio: 5.55, speedup: 5.4 },
    ],
  })),
}
const format = (as: ReportFormat, withPublished = false) =>
  toText(formatFoundingBench(founding, { format: as, withPublished }))

it('tells people that random weights are about speed alone, and on what they ran', async () => {
  const text = await toText(formatBench(bench, 'table'))
  expect(text).toMatch(/crop \| batch \| fps \| p50 ms/)
  expect(text).toMatch(/ 227 \| +32 \| +40 \|/)
  expect(text).toContain('drawn at random, always the same ones: these are speeds, and no accuracy can be known')
  expect(text).toContain('one session of 2 threads on cpu, a CPU; onnxruntime 1.29.0; at most 1024 MiB')
  expect(await toText(formatBench({ ...bench, weights: 'file' }, 'table'))).not.toMatch(/random/)
})

it('gives programs a row a figure, or all of it as JSON', async () => {
  const [head, row] = (await toText(formatBench(bench, 'csv'))).split('\r\n')
  expect(head).toBe(
    'model,weights,provider,device,threads,crop,param_count,infer_gmacs,infer_batch_size,infer_samples_per_sec,' +
      'infer_p50_ms,infer_p90_ms,infer_p99_ms,spread,repetitions,gmacs_per_sec',
  )
  expect(row).toBe('alexnet,random,cpu,a CPU,2,227,60.965224,0.724406816,32,40,800,820,900,0.05,30,29')
  expect(JSON.parse(await toText(formatBench(bench, 'json')))).toEqual(bench)
})

it('lays the founding rows out as the founding table, one a batch, with no accuracy', async () => {
  const text = await format('md')
  expect(
    text.match(/\| DNN architecture \| Input +\| Crop +\| Top-1 \| Top-5 \| Frame rate at test-time/g),
  ).toHaveLength(2)
  expect(text).toContain('Batch 32:\n')
  expect(text).toMatch(/ 256×256 \| 227×227 \| – +\| – +\| 40 fps +\| +724\.4 \| +\|/)
  expect(text).toMatch(/ 128×128 \| 99×99 +\| – +\| – +\| 216 fps \(5\.4x speedup\) +\| +130\.4 \| 5\.55x +\|/)
  expect(text).toContain('no accuracy can be known')
})

it('lays the published rows beside, marked as quoted', async () => {
  const text = await format('table', true)
  expect(text).toMatch(/AlexNet \(published, K40\) +\| 128×128 \| 99×99 +\| 42\.7% \(-14\.4\) \|/)
  expect(text).toContain(PUBLISHED_SOURCE)
  expect(JSON.parse(await format('json', true))).toMatchObject({ publishedSource: PUBLISHED_SOURCE, tables: [{}, {}] })
})

it('has no accuracy in what programs read', async () => {
  for (const as of ['csv', 'json'] as const) expect(await format(as)).not.toMatch(/top-?[15]|accura/i)
  const lines = (await format('csv', true)).trim().split('\r\n')
  expect(lines).toHaveLength(1 + 4 + 6)
  expect(lines[0]).toMatch(/^architecture,input,weights,.*,gmacs_ratio,speedup,source$/)
  expect(lines[6]).toMatch(/^AlexNet,128,,,,,99,,,,3368,.*,5\.4,"quoted from/)
})
