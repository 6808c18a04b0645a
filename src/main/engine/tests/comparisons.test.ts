import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Engine } from '../../../shared/contract.ts'
import { PUBLISHED_SOURCE } from '../../../shared/published.ts'
import type { ReportFormat } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { evaluate, sampleRun } from '../../../testing/engine.ts'
import { makeFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

const Rows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))

const home = makeFolder()
let engine: Engine
const summaries: RunSummary[] = []

beforeAll(async () => {
  await indexSample(home.folder)
  engine = openEngine({ home: home.folder, resources: findResources() })
  for (const crop of [227, 99] as const) summaries.push(await evaluate(engine, sampleRun(crop, { limit: 24 })))
})
afterAll(async () => {
  await engine.close()
  home.remove()
})

async function render(format: ReportFormat, withPublished?: boolean): Promise<string> {
  const runs = summaries.map(({ run }) => run)
  return (await engine.call('comparisons.render', { runs, format, withPublished })).text
}
const cells = (line = '') =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

/** As docs/formats.md states them; other programs read them by name. */
const COLUMNS =
  'run,name,model,dataset,fit,resize,crop,indexed,images,skipped,top1,top1_delta,top1_lo,top1_hi,top5,top5_delta,' +
  'top5_lo,top5_hi,session_fps,speedup,pipeline_fps,provider,batch,threads,paired_images,only_baseline_right,' +
  'only_this_right,mcnemar_p'
/** Those of later versions. */
const LATER =
  'unanswered,status,evaluated,session_spread,speedup_lo,speedup_hi,pipeline_spread,speed_doubts,restricted_to,imported_from,' +
  'central_crop,central_shape,fill,exif_orientation,sampled_from'

describe('for people', () => {
  it('has the founding columns in their order, and the intervals after them', async () => {
    const [table = ''] = (await render('md')).trim().split('\n\n')
    const [head, , ...rows] = table.split('\n').map(cells)
    expect(head).toEqual([
      ...['DNN architecture', 'Input', 'Crop', 'Top-1', 'Top-5', 'Frame rate at test-time'],
      ...['Top-1 95%', 'Top-5 95%', 'Speed-up 80%', 'Spread', 'Images'],
    ])
    for (const [i, { ci }] of summaries.entries()) {
      const [low = 0, high = 0] = ci.top1 ?? []
      expect(rows[i]?.[6]).toBe(`${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}%`)
    }
    expect(rows).toHaveLength(2)
  })

  it('lays the published rows below as they were printed, and says that they are quoted', async () => {
    const [table = '', line] = (await render('md', true)).trim().split('\n\n')
    const rows = table.split('\n').slice(4).map(cells)
    expect(rows).toHaveLength(6)
    expect(rows[1]).toEqual([
      ...['AlexNet (published, K40)', '128×128', '99×99'],
      ...['42.7% (-14.4)', '67.3% (-12.8)', '3368 fps (5.4x speedup)', '', '', '', '', ''],
    ])
    expect(line).toContain(PUBLISHED_SOURCE)
  })

  it('is the founding table of a paper in LaTeX, each accuracy with its interval', async () => {
    const [table = ''] = (await render('latex')).split('\n\n')
    const rate = /\d+ fps( \([\d.]+\$\\times\$ speedup\))?( \\dag\{\})?/g
    expect(table.replaceAll(rate, 'RATE')).toBe(
      String.raw`% \usepackage{booktabs}
\begin{tabular}{lllrrr}
\toprule
DNN architecture & Input & Crop & Top-1 & Top-5 & Frame rate at test-time \\
\midrule
sample\_net\_227 & 256$\times$256 & 227$\times$227 & 100.0$^{+0.0}_{-13.8}$\% & 100.0$^{+0.0}_{-13.8}$\% & RATE \\
sample\_net\_99 & 128$\times$128 & 99$\times$99 & 83.3$^{+10.0}_{-19.2}$\% ($-$16.7) & 100.0$^{+0.0}_{-13.8}$\% (0.0) & RATE \\
\bottomrule
\end{tabular}`,
    )
  })
})

describe('for programs', () => {
  it('has the columns of its contract', async () => {
    const lines = (await render('csv')).trim().split('\r\n')
    expect(lines[0]).toBe(`${COLUMNS},${LATER}`)
    expect(lines).toHaveLength(3)
  })

  it('says with published rows where each row is from', async () => {
    expect((await render('csv', true)).split('\r\n')[0]).toBe(`${COLUMNS},source,${LATER}`)
    const rows = Rows.parse(JSON.parse(await render('json', true)))
    expect(rows.map(({ source }) => source)).toEqual([
      ...['measured here', 'measured here'],
      ...Array.from({ length: 6 }, () => PUBLISHED_SOURCE),
    ])
    expect(rows[0]).toMatchObject({ run: summaries[0]?.run, top1: summaries[0]?.top1, speedup: 1 })
    const { run, model, top1_delta, session_fps, speedup, mcnemar_p, top1_lo } = rows[3] ?? {}
    expect([model, top1_delta, session_fps, speedup]).toEqual(['AlexNet', -0.144, 3368, 5.4])
    expect([run, mcnemar_p, top1_lo]).toEqual([null, null, null])
  })
})
