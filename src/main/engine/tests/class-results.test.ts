import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Engine } from '../../../shared/contract.ts'
import { wilson } from '../../../shared/metrics.ts'
import type { ReportKind } from '../../../shared/report.ts'
import { sampleRun, windowDoor } from '../../../testing/engine.ts'
import { makeFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

/** What the window asks of classes and their confusions, against the reports of the same runs. */
const ConfusionRow = z.object({ label_index: z.int(), predicted_index: z.int(), count: z.int(), share: z.number() })
const ClassRow = z.object({
  index: z.int(),
  wnid: z.string(),
  images: z.int(),
  top1_correct: z.int(),
  top5: z.number(),
})

const home = makeFolder()
const runs: Record<227 | 99, number> = { 227: 0, 99: 0 }
let engine: Engine

const report = async <T extends z.ZodType>(run: number, as: ReportKind, row: T) => {
  const { text } = await engine.call('reports.render', { run, as, format: 'json' })
  return z.array(row).parse(JSON.parse(text))
}
const pairs = () => report(runs[99], 'confusions', ConfusionRow)

beforeAll(async () => {
  await indexSample(home.folder)
  engine = openEngine({ home: home.folder, resources: findResources() })
  for (const crop of [227, 99] as const) {
    const started = await engine.call('runs.start', sampleRun(crop))
    await engine.call('runs.wait', started)
    runs[crop] = started.run
  }
})
afterAll(async () => {
  await engine.close()
  home.remove()
})

describe('confusions', () => {
  it('are the pairs of the report, in its order, and reach the window', async () => {
    const { labels, predicted, counts, images } = await windowDoor(engine).call('results.confusions', { run: runs[99] })
    const shown = Array.from(counts, (count, pair) => {
      const label = labels[pair] ?? -1
      return { label_index: label, predicted_index: predicted[pair], count, share: count / (images[label] ?? 0) }
    })
    expect(shown).toEqual(await pairs())
    expect([...images]).toEqual((await report(runs[99], 'classes', ClassRow)).map((row) => row.images))
  })
})

describe('one class', () => {
  it('has the counts of the report, with intervals', async () => {
    for (const { index, wnid, images, top1_correct, top5 } of await report(runs[99], 'classes', ClassRow)) {
      const shown = await engine.call('results.class', { run: runs[99], label: index })
      expect(shown).toMatchObject({ index, wnid, images, top1Correct: top1_correct, top5 })
      expect(shown.top1Interval).toEqual(wilson(top1_correct, images))
      expect(shown.top5Interval).toEqual(wilson(shown.top5Correct, images))
    }
  })

  it('has its most frequent confusions in both directions', async () => {
    const { classes } = await engine.call('runs.get', { run: runs[99] })
    for (let label = 0; label < classes; label++) {
      const { takenFor, takenForIt } = await engine.call('results.class', { run: runs[99], label })
      const all = await pairs()
      expect(takenFor.map(({ index, count }) => [index, count])).toEqual(
        all
          .filter((pair) => pair.label_index === label)
          .map((pair) => [pair.predicted_index, pair.count])
          .slice(0, 10),
      )
      expect(takenForIt.map(({ index, count }) => [index, count])).toEqual(
        all
          .filter((pair) => pair.predicted_index === label)
          .map((pair) => [pair.label_index, pair.count])
          .slice(0, 10),
      )
    }
  })

  it('has its accuracy in the other finished runs of the dataset', async () => {
    const [own] = await report(runs[227], 'classes', ClassRow)
    const { otherRuns } = await windowDoor(engine).call('results.class', { run: runs[99], label: 0 })
    expect(otherRuns).toHaveLength(1)
    expect(otherRuns[0]).toMatchObject({ run: runs[227], images: own?.images, top1Correct: own?.top1_correct })
  })

  it('is refused where the dataset has none of that index', () =>
    expect(engine.call('results.class', { run: runs[99], label: 12_345 })).rejects.toThrow(/no class 12345/))
})
