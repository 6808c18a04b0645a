import { expect, it } from 'vitest'
import { published, PUBLISHED_SOURCE } from '../../../shared/published.ts'
import type { ReportFormat } from '../../../shared/report.ts'
import { formatPublished, QUOTED } from './format-published.ts'
import { toText } from './save.ts'

const format = (as: ReportFormat) => toText(formatPublished(as))

it('says for people what was printed, and that it is quoted', async () => {
  for (const as of ['md', 'table'] as const) {
    const text = await format(as)
    for (const { top1, rate } of published)
      for (const printed of [top1.figure, top1.against, rate.figure, rate.against]) expect(text).toContain(printed)
    expect(text.endsWith(`\n\n${QUOTED}\n`)).toBe(true)
  }
})

it('gives programs the printed figures as numbers, each row with its source', async () => {
  const rows: unknown = JSON.parse(await format('json'))
  expect(rows).toMatchObject(published.map(({ architecture }) => ({ model: architecture, source: PUBLISHED_SOURCE })))
  const unknown = { top1_delta: null, top5_delta: null, speedup: null }
  expect(rows).toMatchObject([
    { fit: 'squash', resize: 256, crop: 227, top1: 0.571, top5: 0.802, session_fps: 624, ...unknown },
    // As printed, where the printed figures would give -0.129 and 3.5 (next row).
    { resize: 128, crop: 99, top1: 0.427, top1_delta: -0.144, top5: 0.673, top5_delta: -0.128, speedup: 5.4 },
    { resize: 128, crop: 111, session_fps: 2191, speedup: 3.4 },
    {},
    {},
    { session_fps: 1248, speedup: 2 },
  ])
})

it('writes the same columns as CSV', async () => {
  const [head, first] = (await format('csv')).split('\r\n')
  expect(head).toBe('model,fit,resize,crop,top1,top1_delta,top5,top5_delta,session_fps,speedup,source')
  expect(first).toBe(`AlexNet,squash,256,227,0.571,,0.802,,624,,"${PUBLISHED_SOURCE}"`)
})
