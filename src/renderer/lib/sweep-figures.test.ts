import { expect, it } from 'vitest'
import type { RunProgress, RunStatus, RunSummary } from '../../shared/run.ts'
import { etaOf, imagesOf, statusOf, describeTop1 } from './sweep-figures.ts'

it.each<[RunStatus, RunStatus[]]>([
  ['running', ['done', 'queued', 'running']],
  ['queued', ['failed', 'queued', 'done']],
  ['failed', ['interrupted', 'failed', 'done']],
  ['interrupted', ['done', 'interrupted']],
  ['done', ['done', 'done']],
  ['done', []],
])('is %s where its runs are %j', (status, runs) => {
  expect(statusOf(runs.map((each) => ({ status: each })))).toBe(status)
})

it('counts what its runs tell of themselves while they go on', () => {
  const run = (id: number, evaluated: number, skipped = 0) =>
    ({ run: id, images: { indexed: 100, evaluated, skipped } }) as RunSummary
  const news = { run: 2, indexed: 100, evaluated: 40, skipped: 1 } as RunProgress
  expect(imagesOf([run(1, 98, 2), run(2, 10)], new Map([[2, news]]))).toEqual({
    done: 141,
    indexed: 200,
    evaluated: 138,
  })
})

it('takes as long as the last of its runs that is known', () => {
  const etas = [null, 7, 12, 90]
  const progress = new Map(etas.map((etaSeconds, run) => [run, { etaSeconds } as RunProgress]))
  expect(etaOf([0, 1, 2, 5], progress)).toBe(12)
  expect(etaOf([0, 5], progress)).toBeNull()
})

it('reaches from its lowest top-1 to its highest', () => {
  expect(describeTop1([{ top1: 0.5 }, { top1: null }, { top1: 0.25 }])).toBe('25.0–50.0%')
  expect(describeTop1([{ top1: 0.608 }])).toBe('60.8%')
  expect(describeTop1([{ top1: null }])).toBeNull()
})
