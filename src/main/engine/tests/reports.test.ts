import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Engine } from '../../../shared/contract.ts'
import { integer, ReportKind, text } from '../../../shared/report.ts'
import { classFields } from '../../../shared/report-fields.ts'
import type { EvaluatedRun } from '../../../shared/run.ts'
import { sampleRun } from '../../../testing/engine.ts'
import { makeFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

/** Every report of one run, against what the images report says image by image. */
type Row = Record<string, string | number | null>
const Rows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))

const home = makeFolder()
let engine: Engine
let run: EvaluatedRun
const reports = new Map<ReportKind, Row[]>()
const rows = (kind: ReportKind): Row[] => reports.get(kind) ?? []
const wrong = () => rows('images').filter(({ rank }) => rank !== 0)

beforeAll(async () => {
  await indexSample(home.folder)
  engine = openEngine({ home: home.folder, resources: findResources() })
  const started = await engine.call('runs.start', sampleRun(99))
  run = await engine.call('runs.wait', started)
  const { images } = await engine.call('results.errors', { run: run.run })
  await engine.call('annotations.set', {
    image: images[0] ?? 0,
    note: 'two birds, one of them a coot',
    tags: ['birds'],
  })
  for (const as of ReportKind.options) {
    const { text } = await engine.call('reports.render', { ...started, as, format: 'json' })
    reports.set(as, Rows.parse(JSON.parse(text)))
  }
})
afterAll(async () => {
  await engine.close()
  home.remove()
})

/** As the design states them; other programs read them by name. */
const perImage = 'file,label,label_wnid,rank,top1,top2,top3,top4,top5,p1,p2,p3,p4,p5'
const contract: Record<ReportKind, string> = {
  summary:
    'model,run,dataset,img_size,crop,crop_pct,interpolation,top1,top1_err,top5,top5_err,top1_lo,top1_hi,images,skipped,' +
    'param_count,infer_gmacs,provider,device,infer_batch_size,infer_samples_per_sec,infer_p50_ms,infer_p99_ms,' +
    'pipeline_fps,decode_fps,unanswered,status,indexed,evaluated,infer_spread,pipeline_spread,decode_spread,speed_doubts,' +
    'output,output_reason,output_kind,output_kind_reason,exported_at,sweep,restricted_to,imported_from,imported_sha256,' +
    'fit,central_crop,central_shape,fill,exif_orientation,sampled_from,sample_seed',
  classes: 'index,wnid,name,images,top1_correct,top1,top1_lo,top1_hi,top5,most_confused_with,most_confused_count',
  images: perImage,
  errors: perImage,
  annotations: 'file,label_wnid,tags,note',
  skipped: 'file,reason,detail',
  damaged: 'file,detail',
  'label-order':
    'order,if,images,top1_correct,top1,given_top1,only_given_right,only_this_right,mcnemar_p,adjusted_p,verdict',
  groups:
    'group,wnid,depth,classes,images,top1_correct,top1,top1_lo,top1_hi,top5,group_correct,group_top1,group_top1_lo,' +
    'group_top1_hi,parent',
  confusions: 'label_index,label_wnid,label_name,predicted_index,predicted_wnid,predicted_name,count,share',
}

it.each(ReportKind.options)('%s has the columns of its contract, in JSON and in CSV', async (as) => {
  // Of the sample nothing is skipped, and nothing damaged, and its classes are in no group.
  if (as !== 'skipped' && as !== 'damaged' && as !== 'groups')
    expect(Object.keys(rows(as)[0] ?? {}).join(',')).toBe(contract[as])
  const { text } = await engine.call('reports.render', { run: run.run, as, format: 'csv' })
  expect(text.split('\r\n')[0]).toBe(contract[as])
  expect(text.trim().split('\r\n')).toHaveLength(rows(as).length + 1)
})

describe('images', () => {
  it('has the rank of the label among the answers', () => {
    expect(rows('images')).toHaveLength(240)
    for (const { label, rank, top1, top2, top3, top4, top5 } of rows('images'))
      if (typeof rank === 'number' && rank >= 0 && rank < 5) expect([top1, top2, top3, top4, top5][rank]).toBe(label)
      else expect([top1, top2, top3, top4, top5]).not.toContain(label)
  })

  it('has probabilities in descending order', () => {
    for (const { p1, p2, p3, p4, p5 } of rows('images')) {
      const p = [p1, p2, p3, p4, p5].map(Number)
      expect(p).toEqual(p.toSorted((a, b) => b - a))
      expect(p.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(1 + 1e-6)
    }
  })
})

it('errors are the wrong images, most confident first', () => {
  const expected = wrong().toSorted((a, b) => Number(b['p1']) - Number(a['p1']))
  expect(rows('errors').map(({ file }) => file)).toEqual(expected.map(({ file }) => file))
})

it('classes count what the images say', () => {
  expect(rows('classes')).toHaveLength(run.classes)
  for (const row of rows('classes')) {
    const own = rows('images').filter(({ label }) => label === row['index'])
    expect(row['images']).toBe(own.length)
    expect(row['top1_correct']).toBe(own.filter(({ rank }) => rank === 0).length)
    expect(row['top5']).toBe(own.filter(({ rank }) => Number(rank) >= 0 && Number(rank) < 5).length / own.length)
    const confused = own.filter(({ top1 }) => rows('classes')[Number(top1)]?.['wnid'] === row['most_confused_with'])
    expect(row['most_confused_count'] ?? 0).toBe(confused.length)
  }
})

it('confusions hold every error once, the most frequent first', () => {
  const counts = rows('confusions').map(({ count }) => Number(count))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(wrong().length)
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  for (const { label_index, predicted_index, count, share } of rows('confusions')) {
    expect(wrong().filter(({ label, top1 }) => label === label_index && top1 === predicted_index)).toHaveLength(
      Number(count),
    )
    expect(share).toBe(Number(count) / rows('images').filter(({ label }) => label === label_index).length)
  }
})

it('summary agrees with the run', () => {
  expect(rows('summary')).toEqual([
    expect.objectContaining({
      model: 'sample_net_99',
      img_size: 99,
      crop: 99,
      crop_pct: 99 / 128,
      top1: (240 - wrong().length) / 240,
      top1_err: wrong().length / 240,
      images: 240,
      skipped: 0,
      param_count: run.params / 1e6,
    }),
  ])
})

it('a table as it is looked at reads like the report of its rows', async () => {
  const [head, ...lines] = (
    await engine.call('reports.render', { run: run.run, as: 'classes', format: 'csv' })
  ).text.split(/(?<=\r\n)/)
  const classes = await engine.call('results.classes', { run: run.run })
  const shown = classes.toReversed().slice(2)
  const columns = classFields.map(([column]) => column)
  const cells = shown.map((result) => classFields.map(([, read]) => read(result)))
  const copied = await engine.call('tables.render', { columns, rows: cells, format: 'csv' })
  expect(copied.text).toBe([head, ...lines.toReversed().slice(2)].join(''))
})

it('a table of the page is neutralised and escaped as reports are', async () => {
  const table = { columns: [text('name'), integer('lost')], rows: [['=1+1|2', -1]] }
  const as = async (format: 'csv' | 'md') => (await engine.call('tables.render', { ...table, format })).text
  expect(await as('csv')).toBe("name,lost\r\n'=1+1|2,-1\r\n")
  expect(await as('md')).toContain('| =1+1\\|2 |   -1 |')
})

it('a table of the page says to people, and to no program, what it stands on', async () => {
  const table = { columns: [integer('lost')], rows: [[1]], note: 'Run 3 (a|b) is interrupted.' }
  const as = async (format: 'csv' | 'md') => (await engine.call('tables.render', { ...table, format })).text
  expect(await as('csv')).toBe('lost\r\n1\r\n')
  expect(await as('md')).toMatch(/\n\nRun 3 \(a\\\|b\) is interrupted\.\n$/)
})
