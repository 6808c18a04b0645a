import { expect, it } from 'vitest'
import type {
  Bench,
  BenchResult,
  Conditions,
  FoundingBench,
  NotMeasured,
  RatedProvider,
} from '../../../shared/bench.ts'
import { PUBLISHED_SOURCE } from '../../../shared/published.ts'
import type { ReportFormat } from '../../../shared/report.ts'
import { formatBench } from './format-bench.ts'
import { formatFoundingBench } from './format-founding-bench.ts'
import { toText } from './save.ts'

const on: RatedProvider = { provider: 'cpu', device: 'a CPU', threads: 2, peakGmacsPerSecond: 40 }
const result: BenchResult = {
  ...on,
  crop: 227,
  fps: 40,
  meanFps: 40,
  p50Ms: 800,
  p90Ms: 820,
  p99Ms: 900,
  batch: 32,
  sessions: 1,
  threadsPerSession: 2,
  warmUp: 3,
  repetitions: 30,
  spread: 0.05,
  rounds: null,
  disturbedBy: [],
  params: 60_965_224,
  gmacs: 0.724406816,
  gmacsPerSecond: 29,
  peakShare: 0.725,
}
const smaller = { crop: 99, fps: 216, gmacs: 0.130439712 }
const conditions: Conditions = {
  ...on,
  weights: 'random',
  precision: 'fp32',
  peakRssBytes: 2 ** 30,
  notMeasured: [],
  traces: [],
  warnings: [],
  environment: {
    acuity: '0',
    onnxruntime: '1.29.0',
    decoder: '',
    sqlite: '',
    node: '',
    platform: '',
    cpu: '',
    cores: 2,
    memoryBytes: 0,
  },
}
const onGpu = { provider: 'cuda', device: 'a GPU', peakGmacsPerSecond: 20_000 } as const
const missed: NotMeasured = { provider: 'cuda', crop: null, batch: 64, instead: 32, problem: 'out of memory' }
const bench: Bench = {
  ...conditions,
  model: 'alexnet',
  file: '/nets/alexnet.prototxt',
  weightsFile: null,
  sha256: '0',
  output: 'prob',
  params: result.params,
  gmacs: result.gmacs,
  results: [result],
}
const founding: FoundingBench = {
  ...conditions,
  tables: [1, 32].map((batch) => ({
    provider: 'cpu',
    batch,
    rows: [
      { architecture: 'AlexNet', input: 256, ...result, batch, gmacsRatio: 1, speedup: 1, speedupInterval: [1, 1] },
      {
        architecture: 'AlexNet',
        input: 128,
        ...result,
        ...smaller,
        batch,
        gmacsRatio: 5.55,
        speedup: 5.4,
        speedupInterval: [5.3, 5.6],
      },
    ],
  })),
}
const format = (as: ReportFormat, withPublished = false, what = founding) =>
  toText(formatFoundingBench(what, { format: as, withPublished }))

it('tells people that random weights are about speed alone, and on what they ran', async () => {
  const text = await toText(formatBench(bench, 'table'))
  expect(text).toMatch(/crop \| batch \| fps \| p50 ms/)
  expect(text).toMatch(/ 227 \| +32 \| +40 \|/)
  expect(text).toContain('drawn at random, always the same ones: these are speeds, and no accuracy can be known')
  expect(text).toMatch(/ GMACs\/s \| of peak\n/)
  expect(text).toMatch(/ 29 \| +72\.5%\n/)
  expect(text).toContain('one session of 2 threads on cpu, a CPU; onnxruntime 1.29.0; at most 1024 MiB')
  expect(text).toContain('Copying the images in from host memory, and the answers out, is inside.')
  expect(text).toContain('reach here, in GMACs/s: 40 on cpu.')
  expect(await toText(formatBench({ ...bench, weights: 'file' }, 'table'))).not.toMatch(/random/)
})

it('names the provider of each row where there are several, and what was not measured', async () => {
  const more: Bench = {
    ...bench,
    results: [result, { ...result, ...onGpu }],
    notMeasured: [missed],
    warnings: ['not measured on cuda: …'],
  }
  const text = await toText(formatBench(more, 'table'))
  expect(text).toMatch(/^provider \| crop \|/)
  expect(text).toMatch(/\ncpu +\| +227 \|.*\ncuda +\| +227 \|/)
  expect(text).toContain('on cpu, a CPU, and on cuda, a GPU; onnxruntime')
  expect(text).toContain('in GMACs/s: 40 on cpu, 20000 on cuda.\nWarning: not measured on cuda: …\n')
  const rows = (await toText(formatBench(more, 'csv'))).trim().split('\r\n')
  expect(rows).toHaveLength(1 + 3)
  expect(rows[2]).toMatch(/^alexnet,random,fp32,cuda,a GPU,2,1,227,/)
  expect(rows[3]).toBe('alexnet,random,fp32,cuda,,,,,,,64,,,,,,,,,,,out of memory,')
})

it('gives programs a row a figure, or all of it as JSON', async () => {
  const [head, row] = (await toText(formatBench(bench, 'csv'))).split('\r\n')
  expect(head).toBe(
    'model,weights,precision,provider,device,threads,sessions,crop,param_count,infer_gmacs,infer_batch_size,' +
      'infer_samples_per_sec,infer_p50_ms,infer_p90_ms,infer_p99_ms,spread,warm_up,repetitions,gmacs_per_sec,' +
      'peak_gmacs_per_sec,peak_share,problem,speed_doubts',
  )
  expect(row).toBe(
    'alexnet,random,fp32,cpu,a CPU,2,1,227,60.965224,0.724406816,32,40,800,820,900,0.05,3,30,29,40,0.725,,',
  )
  expect(JSON.parse(await toText(formatBench(bench, 'json')))).toEqual(bench)
})

it('lays the founding rows out as the founding table, one a batch, with no accuracy', async () => {
  const text = await format('md')
  expect(
    text.match(/\| DNN architecture \| Input +\| Crop +\| Top-1 \| Top-5 \| Frame rate at test-time/g),
  ).toHaveLength(2)
  expect(text).toContain('Batch 32:\n')
  expect(text).toMatch(/ 256×256 \| 227×227 \| – +\| – +\| 40 fps +\| +724\.4 \| +\|/)
  expect(text).toMatch(
    / 128×128 \| 99×99 +\| – +\| – +\| 216 fps \(5\.4x speedup\) +\| +130\.4 \| 5\.55x .*\| 5\.3–5\.6x +\|/,
  )
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
  expect(lines[0]).toMatch(
    /^architecture,input,weights,.*,gmacs_ratio,speedup,source,speedup_lo,speedup_hi,speed_doubts$/,
  )
  expect(lines[6]).toMatch(/^AlexNet,128,,,,,,,99,,,,3368,.*,5\.4,"quoted from/)
})

it('has a table for each provider, and the rows of tables that there are not', async () => {
  const [table] = founding.tables
  const rows = table?.rows.map((row) => ({ ...row, ...onGpu })) ?? []
  const more = { ...founding, tables: [...founding.tables, { ...onGpu, batch: 1, rows }], notMeasured: [missed] }
  const text = await format('table', false, more)
  expect(text.match(/^Batch.*:$/gm)).toEqual(['Batch 1 on cpu:', 'Batch 32 on cpu:', 'Batch 1 on cuda:'])
  const lines = (await format('csv', false, more)).trim().split('\r\n')
  expect(lines).toHaveLength(1 + 6 + 6)
  expect(lines[7]).toBe('AlexNet,256,random,fp32,cuda,,,,227,,,64,,,,,,,,,,,out of memory,,,,,')
})

it('marks rates that something disturbed, and every ratio to one', async () => {
  const [table] = founding.tables
  const [first, second] = table?.rows ?? []
  if (!table || !first || !second) throw new Error('there are two rows')
  const disturbed = { ...founding, tables: [{ ...table, rows: [{ ...first, disturbedBy: ['run 3'] }, second] }] }
  const text = await format('table', false, disturbed)
  expect(text).toMatch(/ 40 fps † +\|.*\n.* 216 fps \(5\.4x speedup\) † +\|/)
  expect(text).toContain('\n† AlexNet 227, batch 1: measured while run 3 went on.\n')
  const [, row] = (await format('csv', false, disturbed)).split('\r\n')
  expect(row).toMatch(/,1,1,while run 3 went on$/)
  expect(await toText(formatBench({ ...bench, results: [{ ...result, spread: 0.3 }] }, 'table'))).toContain(
    '† alexnet 227, batch 32: measured with a spread of 30.0%, more than 25.0%.\n',
  )
})
