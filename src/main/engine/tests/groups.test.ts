import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Engine } from '../../../shared/contract.ts'
import type { FlipImageOrder } from '../../../shared/flips.ts'
import { mcnemarExact } from '../../../shared/metrics.ts'
import type { PairReportKind, ReportKind } from '../../../shared/report.ts'
import { acuity } from '../../../testing/command.ts'
import { evaluate, sampleRun } from '../../../testing/engine.ts'
import { makeFolder } from '../../../testing/folders.ts'
import { copyAsImageNet } from '../../../testing/sample.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

/** Groups of classes and what two runs differ in, against what the images report says image by image. */
const Images = z.array(
  z.object({
    file: z.string(),
    label: z.int(),
    rank: z.int(),
    ...{ top1: z.int(), top2: z.int(), top3: z.int(), top4: z.int(), top5: z.int() },
    ...{ p1: z.number(), p2: z.number(), p3: z.number(), p4: z.number(), p5: z.number() },
  }),
)
type Image = z.infer<typeof Images>[number]
const Rows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))

const home = makeFolder()
let engine: Engine
let [first, second] = [0, 0]
let images: { a: Image; b: Image }[] = []

/** The indices of the classes of some groups of the dataset. */
const members: Record<string, number[]> = {
  insect: [0, 1, 2, 3],
  beetle: [0, 1],
  butterfly: [2, 3],
  cyprinid: [4, 5],
  fungus: [6, 7],
}

beforeAll(async () => {
  engine = openEngine({ home: home.folder, resources: findResources() })
  await engine.call('datasets.index', { folder: copyAsImageNet(path.join(home.folder, 'val')), name: 'sample' })
  first = (await evaluate(engine, sampleRun(227))).run
  second = (await evaluate(engine, sampleRun(99))).run
  const [one, other] = [await reported(first), await reported(second)]
  images = one.flatMap((a, at) => {
    const b = other[at]
    return b ? [{ a, b }] : []
  })
})
afterAll(async () => {
  await engine.close()
  home.remove()
})

async function rows(run: number, as: ReportKind): Promise<z.infer<typeof Rows>> {
  return Rows.parse(JSON.parse((await engine.call('reports.render', { run, as, format: 'json' })).text))
}
async function reported(run: number): Promise<Image[]> {
  return Images.parse(await rows(run, 'images'))
}
async function pairRows(as: PairReportKind): Promise<z.infer<typeof Rows>> {
  return Rows.parse(JSON.parse((await engine.call('pairs.render', { first, second, as, format: 'json' })).text))
}

describe('the groups of a run', () => {
  it('count the images of their classes, and those taken for a class of the group', async () => {
    const groups = await rows(second, 'groups')
    let wrongWithin = 0
    for (const [name, labels] of Object.entries(members)) {
      const own = images.filter(({ b }) => labels.includes(b.label)).map(({ b }) => b)
      const correct = own.filter(({ rank }) => rank === 0).length
      const within = own.filter(({ top1 }) => labels.includes(top1)).length
      wrongWithin += within - correct
      expect(groups.find(({ group }) => group === name)).toMatchObject({
        classes: labels.length,
        images: own.length,
        top1_correct: correct,
        top1: correct / own.length,
        top5: own.filter(({ rank }) => rank >= 0 && rank < 5).length / own.length,
        group_correct: within,
        group_top1: within / own.length,
      })
    }
    expect(wrongWithin).toBeGreaterThan(0)
  })

  it('stand each behind the group around it', async () => {
    const groups = await rows(second, 'groups')
    const insect = groups.findIndex(({ group }) => group === 'insect')
    const beetle = groups.findIndex(({ group }) => group === 'beetle')
    expect(beetle).toBeGreaterThan(insect)
    expect(groups[beetle]).toMatchObject({
      parent: groups[insect]?.['wnid'],
      depth: Number(groups[insect]?.['depth']) + 1,
    })
  })

  it('narrow the errors and the flips to their classes, by name and by id', async () => {
    const wrong = images.filter(({ b }) => b.rank !== 0 && members['insect']?.includes(b.label))
    for (const group of ['Insect', 'n02159955']) {
      const { images: found } = await engine.call('results.errors', { run: second, group })
      expect(found).toHaveLength(wrong.length)
    }
    const bins = await engine.call('results.errorConfidences', { run: second, group: 'insect' })
    expect(bins.reduce((sum, count) => sum + count, 0)).toBe(wrong.length)
    const lost = await engine.call('results.flipImages', { first, second, cell: 'lost', group: 'insect' })
    expect(lost.images).toHaveLength(wrong.filter(({ a }) => a.rank === 0).length)
    await expect(engine.call('results.errors', { run: second, group: 'dog' })).rejects.toThrow(
      /No group of the dataset's classes is called dog/,
    )
  })
})

describe('two runs beside each other', () => {
  it('have the accuracies and the loss of each group, with the test of their images', async () => {
    const groups = await pairRows('groups')
    expect(Object.keys(groups[0] ?? {}).join(',')).toBe(
      'group,wnid,depth,classes,images,first_top1,second_top1,difference,difference_lo,difference_hi,lost,gained,' +
        'mcnemar_p,adjusted_p,parent',
    )
    for (const [name, labels] of Object.entries(members)) {
      const own = images.filter(({ a }) => labels.includes(a.label))
      const lost = own.filter(({ a, b }) => a.rank === 0 && b.rank !== 0).length
      const gained = own.filter(({ a, b }) => a.rank !== 0 && b.rank === 0).length
      const row = groups.find(({ group }) => group === name)
      expect(row).toMatchObject({
        images: own.length,
        first_top1: own.filter(({ a }) => a.rank === 0).length / own.length,
        second_top1: own.filter(({ b }) => b.rank === 0).length / own.length,
        difference: (gained - lost) / own.length,
        lost,
        gained,
        mcnemar_p: mcnemarExact(lost, gained),
      })
      expect(Number(row?.['difference_lo'])).toBeLessThanOrEqual((gained - lost) / own.length)
      expect(Number(row?.['difference_hi'])).toBeGreaterThanOrEqual((gained - lost) / own.length)
      expect(Number(row?.['adjusted_p'])).toBeGreaterThanOrEqual(Number(row?.['mcnemar_p']))
    }
  })

  it('have the difference of each class, in order of their index', async () => {
    const classes = await pairRows('classes')
    expect(classes.map(({ index }) => index)).toEqual(Array.from({ length: 12 }, (_, index) => index))
    const flips = await engine.call('results.flips', { first, second })
    for (const { index, delta } of flips.classes) expect(classes[index]?.['difference']).toBe(delta)
  })

  it('have how often each takes one class for another, the pairs that changed most first', async () => {
    const pairs = await pairRows('confusions')
    const change = pairs.map(({ difference }) => Math.abs(Number(difference)))
    expect(change).toEqual(change.toSorted((a, b) => b - a))
    expect(change[0]).toBeGreaterThan(0)
    for (const { label_index, predicted_index, first_count, second_count, difference } of pairs) {
      const count = (side: 'a' | 'b') =>
        images.filter((each) => each[side].label === label_index && each[side].top1 === predicted_index).length
      expect([first_count, second_count, difference]).toEqual([count('a'), count('b'), count('b') - count('a')])
    }
    const wrong = images.filter(({ b }) => b.rank !== 0).length
    expect(pairs.reduce((sum, { second_count }) => sum + Number(second_count), 0)).toBe(wrong)
  })

  it('list their images by what the true class lost of its probability, or gained', async () => {
    const truth = ({ rank, ...image }: Image) => [image.p1, image.p2, image.p3, image.p4, image.p5][rank] ?? null
    const changes = async (order: FlipImageOrder) => {
      const found = await engine.call('results.flipImages', { first, second, cell: 'lost', order })
      const listed = await engine.call('results.flipRows', { first, second, images: found.images })
      return listed.map(({ path: file }) => {
        const { a, b } = images.find((each) => each.a.file === file) ?? {}
        const [before, after] = [a && truth(a), b && truth(b)]
        return before == null || after == null ? null : before - after
      })
    }
    const lost = (await changes('confidence-lost')).flatMap((change) => change ?? [])
    expect(lost.length).toBeGreaterThan(5)
    for (const [at, change] of lost.entries())
      if (at > 0) expect(change).toBeLessThanOrEqual((lost[at - 1] ?? 0) + 1e-6)
    expect((await changes('confidence-gained')).flatMap((change) => change ?? []).toReversed()[0]).toBeCloseTo(
      lost[0] ?? 0,
      9,
    )
  })
})

it('calls two classes of one name by their ids as well', async () => {
  const classes = await engine.call('results.classes', { run: first })
  expect(classes.flatMap(({ index, namesake }) => (namesake ? [index] : []))).toEqual([8, 9, 10, 11])
})

it('is the same on the command line', async () => {
  const pair = [String(first), String(second)]
  const { text } = await engine.call('pairs.render', { first, second, as: 'groups', format: 'csv' })
  expect(await acuity(home.folder, ['compare', ...pair, '--as', 'groups', '--format', 'csv'])).toMatchObject({
    code: 0,
    stdout: text,
  })
  const lost = await acuity(home.folder, ['flips', ...pair, '--group', 'fungus', '--order', 'file', '--format', 'csv'])
  const files = lost.stdout.trim().split('\r\n').slice(1)
  expect(files).toEqual(files.toSorted())
  const refused = await acuity(home.folder, ['compare', ...pair, pair[0] ?? '', '--as', 'groups'])
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('Name two runs for --as groups, not 3.')])
})
