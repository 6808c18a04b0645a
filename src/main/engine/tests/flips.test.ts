import { cpSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Engine } from '../../../shared/contract.ts'
import { FlipCell, type FlipRow } from '../../../shared/flips.ts'
import { acuity } from '../../../testing/command.ts'
import { evaluate, sampleRun } from '../../../testing/engine.ts'
import { makeFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

const Images = z.array(z.object({ file: z.string(), label: z.int(), rank: z.int(), top1: z.int(), p1: z.number() }))
type Image = z.infer<typeof Images>[number]

const home = makeFolder()
let engine: Engine
let [first, second, elsewhere] = [0, 0, 0]

beforeAll(async () => {
  await indexSample(home.folder)
  engine = openEngine({ home: home.folder, resources: findResources() })
  first = (await evaluate(engine, sampleRun(227, { limit: 96 }))).run
  second = (await evaluate(engine, sampleRun(99, { limit: 96 }))).run
  // The same files, in another dataset.
  const copy = path.join(home.folder, 'copy')
  cpSync(sampleDataset, copy, { recursive: true })
  await engine.call('datasets.index', { folder: copy, name: 'copy' })
  elsewhere = (await evaluate(engine, sampleRun(99, { dataset: 'copy', limit: 60 }))).run
})
afterAll(async () => {
  await engine.close()
  home.remove()
})

async function reported(run: number): Promise<Image[]> {
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'json' })
  return Images.parse(JSON.parse(text))
}

function cellOf(a: Image, b: Image): FlipCell {
  if (a.rank === 0) return b.rank === 0 ? 'both-right' : 'lost'
  if (b.rank === 0) return 'gained'
  return a.top1 === b.top1 ? 'same-wrong' : 'different-wrong'
}

/** Two `images` reports joined by hand. */
async function joined(one: number, other: number): Promise<{ a: Image; b: Image; cell: FlipCell }[]> {
  const others = new Map((await reported(other)).map((image) => [image.file, image]))
  return (await reported(one)).flatMap((a) => {
    const b = others.get(a.file)
    return b ? [{ a, b, cell: cellOf(a, b) }] : []
  })
}

async function rowsOf(one: number, other: number, cell: FlipCell, label: number | null = null): Promise<FlipRow[]> {
  const pair = { first: one, second: other }
  const { images } = await engine.call('results.flipImages', { ...pair, cell, label })
  return engine.call('results.flipRows', { ...pair, images })
}

const pairs = () =>
  [
    [first, second],
    [first, elsewhere],
    [elsewhere, first],
  ] as const

describe('two runs side by side', () => {
  it('counts every cell as the reports do, on one dataset and across two', async () => {
    for (const [one, other] of pairs()) {
      const both = await joined(one, other)
      const flips = await engine.call('results.flips', { first: one, second: other })
      const counted = FlipCell.options.map((cell) => [cell, both.filter((pair) => pair.cell === cell).length])
      expect(flips.cells).toEqual(Object.fromEntries(counted))
      expect(flips.images).toBe(both.length)
      expect(flips.top1?.first).toBeCloseTo(both.filter(({ a }) => a.rank === 0).length / both.length, 12)
      expect(flips.top1?.second).toBeCloseTo(both.filter(({ b }) => b.rank === 0).length / both.length, 12)
      const [low, high] = flips.top1?.interval ?? [1, -1]
      expect(low).toBeLessThanOrEqual(flips.top1?.difference ?? NaN)
      expect(high).toBeGreaterThanOrEqual(flips.top1?.difference ?? NaN)
    }
    expect((await engine.call('results.flips', { first, second: elsewhere })).images).toBe(60)
  })

  it("agrees with the comparison's paired test", async () => {
    for (const [one, other] of pairs()) {
      const { rows } = await engine.call('runs.compare', { runs: [one, other] })
      const { images, cells, p } = await engine.call('results.flips', { first: one, second: other })
      expect(rows[1]?.paired).toEqual({ images, onlyBaseline: cells.lost, onlyThis: cells.gained, p })
    }
  })

  it('has the deltas of each class, the greatest loss first', async () => {
    const both = await joined(first, second)
    const { classes } = await engine.call('results.flips', { first, second })
    expect(classes.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(
      [...new Set(both.map(({ a }) => a.label))].toSorted((a, b) => a - b),
    )
    for (const { index, images, firstCorrect, secondCorrect, lost, gained, delta } of classes) {
      const own = both.filter(({ a }) => a.label === index)
      const count = (cell: FlipCell) => own.filter((pair) => pair.cell === cell).length
      expect([images, lost, gained]).toEqual([own.length, count('lost'), count('gained')])
      expect([firstCorrect, secondCorrect]).toEqual([
        own.filter(({ a }) => a.rank === 0).length,
        own.filter(({ b }) => b.rank === 0).length,
      ])
      expect(delta).toBeCloseTo((gained - lost) / own.length, 12)
    }
    const balance = classes.map(({ lost, gained }) => gained - lost)
    expect(balance).toEqual(balance.toSorted((a, b) => a - b))
  })

  it('lists the images of each cell with both answers, the most confident wrong answer first', async () => {
    for (const [one, other] of pairs()) {
      const both = await joined(one, other)
      for (const cell of FlipCell.options) {
        const confidence = ({ a, b }: { a: Image; b: Image }) =>
          cell === 'lost' ? b.p1 : cell === 'gained' ? a.p1 : Math.max(a.p1, b.p1)
        const wanted = both
          .filter((pair) => pair.cell === cell)
          .toSorted((x, y) => confidence(y) - confidence(x) || (x.a.file < y.a.file ? -1 : 1))
        const rows = await rowsOf(one, other, cell)
        expect(rows.map(({ path: file, label, first: a, second: b }) => [file, label, a, b])).toEqual(
          wanted.map(({ a, b }) => [
            ...[a.file, a.label],
            { predicted: a.top1, p1: a.p1, rank: a.rank },
            { predicted: b.top1, p1: b.p1, rank: b.rank },
          ]),
        )
      }
    }
  })

  it('lists the same images in the same order the other way round, by the rows of the other run', async () => {
    const here = await rowsOf(first, elsewhere, 'lost')
    const there = await rowsOf(elsewhere, first, 'gained')
    expect(here.length).toBeGreaterThan(0)
    expect(there.map(({ image }) => image)).toEqual(here.map(({ secondImage }) => secondImage))
    expect(there[0]?.image).not.toBe(here[0]?.image)
  })

  it('narrows a cell to one class', async () => {
    const all = await rowsOf(first, second, 'lost')
    const label = all[0]?.label ?? -1
    expect(await rowsOf(first, second, 'lost', label)).toEqual(all.filter((row) => row.label === label))
  })

  it('refuses to pair a run with itself', async () => {
    await expect(engine.call('results.flips', { first, second: first })).rejects.toThrow(/cannot be paired with itself/)
  })
})

it('writes a cell as CSV, the same bytes from both doors', async () => {
  const { text } = await engine.call('flips.render', { first, second, cell: 'lost', format: 'csv' })
  const [head, ...lines] = text.trim().split('\r\n')
  expect(head).toBe('file,label,label_wnid,first_rank,first_top1,first_p1,second_rank,second_top1,second_p1')
  const rows = await rowsOf(first, second, 'lost')
  expect(lines).toHaveLength(rows.length)
  expect(lines[0]).toContain(`${rows[0]?.path},${rows[0]?.label},`)
  expect(lines[0]).toMatch(new RegExp(`,${rows[0]?.second.predicted},${rows[0]?.second.p1}$`))
  const args = ['flips', String(first), String(second), '--cell', 'lost', '--format', 'csv']
  const { code, stdout, stderr } = await acuity(home.folder, args)
  expect([code, stdout]).toEqual([0, text])
  expect(stderr).toMatch(/^On the \d+ images that both evaluated: \d+ both-right, /)
})
