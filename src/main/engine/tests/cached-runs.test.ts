import { cpSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine, Input } from '../../../shared/contract.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { evaluate, newEngine, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'
import { patient } from '../../../testing/patience.ts'
import { sampleDataset } from '../../../testing/sample.ts'

interface Answer {
  file: string
  classes: string[]
  probabilities: number[]
}

async function answers(engine: Engine, { run }: RunSummary): Promise<Answer[]> {
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'csv' })
  const [, ...lines] = text.trimEnd().split(/\r?\n/)
  return lines.map((line) => {
    const cells = line.split(',')
    return { file: cells[0] ?? '', classes: cells.slice(1, 9), probabilities: cells.slice(9).map(Number) }
  })
}

function expectSame(actual: readonly Answer[], expected: readonly Answer[]): void {
  const known = ({ file, classes }: Answer) => ({ file, classes })
  expect(actual.map(known)).toEqual(expected.map(known))
  actual.forEach(({ probabilities }, i) => {
    probabilities.forEach((p, k) => {
      expect(Math.abs(p - (expected[i]?.probabilities[k] ?? NaN))).toBeLessThan(1e-5)
    })
  })
}

async function engineOn(folder: string) {
  const engine = newEngine()
  await engine.call('datasets.index', { folder, name: 'sample' })
  return engine
}

const cached = ({ speed }: RunSummary) => speed.pipeline?.cached

describe('a run with the crop cache', () => {
  it(
    'answers as one without it, cold and warm, with one worker and two, at every batch size',
    async () => {
      const engine = await sampleEngine()
      const limit = 75
      const plain = await evaluate(engine, sampleRun(99, { limit, cache: false, threads: 1, batch: 1 }))
      expect(plain).toMatchObject({ cropCache: null, speed: { pipeline: { cached: 0 } } })
      const expected = await answers(engine, plain)
      expect(expected).toHaveLength(limit)

      const first = await evaluate(engine, sampleRun(99, { limit, threads: 2, batch: 8 }))
      expect(first).toMatchObject({ cropCache: { found: 0, appended: limit, problem: null } })
      expect(cached(first)).toBe(0)
      expectSame(await answers(engine, first), expected)

      for (const cache of [true, false])
        for (const threads of [1, 2])
          for (const batch of [1, 7, 8, 64, limit]) {
            const run = await evaluate(engine, sampleRun(99, { limit, cache, threads, batch }))
            expect(run).toMatchObject({ images: { evaluated: limit, skipped: 0 } })
            expect(cached(run)).toBe(cache ? limit : 0)
            expect(run.speed.decode === null).toBe(cache)
            expectSame(await answers(engine, run), expected)
          }
    },
    patient(300_000),
  )

  it('keeps images as they are turned, cut and resized, and fills up what is taken from it as what is decoded', async () => {
    const folder = path.join(temporaryFolder(), 'turned')
    cpSync(sampleDataset, folder, { recursive: true })
    const [first = ''] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.JPEG'))
      .toSorted()
    const file = path.join(folder, first)
    const bytes = readFileSync(file)
    // An EXIF segment that says 6: to be turned right.
    const exif = Buffer.from('ffe1002245786966000049492a0008000000010012010300010000000600000000000000', 'hex')
    writeFileSync(file, Buffer.concat([bytes.subarray(0, 2), exif, bytes.subarray(2)]))
    const engine = await engineOn(folder)
    const recipe: Input<'runs.start'>['recipe'] = { fit: 'longest', resize: 90, crop: 99, centralCrop: 0.8 }
    const ask = (cache: boolean, exifOrientation: boolean) =>
      sampleRun(99, { recipe: { ...recipe, exifOrientation }, cache, limit: 12 })
    const expected = await answers(engine, await evaluate(engine, ask(false, true)))
    const cold = await evaluate(engine, ask(true, true))
    expect(cold).toMatchObject({ cropCache: { found: 0, appended: 12 }, recipe: { exifOrientation: true } })
    expectSame(await answers(engine, cold), expected)
    const warm = await evaluate(engine, ask(true, true))
    expect(cached(warm)).toBe(12)
    expectSame(await answers(engine, warm), expected)
    const stored = await evaluate(engine, ask(true, false))
    expect(stored.cropCache).toMatchObject({ found: 0, appended: 12 })
    const [turned, ...others] = await answers(engine, stored)
    expect(turned?.probabilities).not.toEqual(expected[0]?.probabilities)
    expectSame(others, expected.slice(1))
  })

  it('shares its resized images between crops', async () => {
    const engine = await sampleEngine()
    const smaller: Input<'runs.start'>['recipe'] = { fit: 'squash', resize: 256, crop: 224 }
    const larger = { ...smaller, crop: 227 }
    const ask = (recipe: typeof smaller, cache: boolean) => sampleRun(227, { recipe, cache, limit: 40 })
    const without = await evaluate(engine, ask(larger, false))
    // What is cached for a crop of 227 is the whole of 256.
    await evaluate(engine, ask(larger, true))
    const again = await evaluate(engine, ask(larger, true))
    expect(cached(again)).toBe(40)
    expectSame(await answers(engine, again), await answers(engine, without))
    // Of a run of fewer images, what the cache holds beside them is nothing that it found.
    const fewer = await evaluate(engine, { ...ask(larger, true), limit: 15 })
    expect(fewer).toMatchObject({
      cropCache: { found: 15, appended: 0 },
      speed: { pipeline: { images: 15, cached: 15 } },
    })
    const otherSize = await evaluate(engine, ask({ ...larger, resize: 255 }, true))
    expect(cached(otherSize)).toBe(0)
  })
})

it('skips nothing for the sake of the cache: an image too long to be kept is evaluated all the same', async () => {
  const folder = temporaryFolder()
  const wnid = readdirSync(sampleDataset, { withFileTypes: true }).find((entry) => entry.isDirectory())?.name ?? ''
  writeFiles(folder, {
    'classes.txt': readFileSync(path.join(sampleDataset, 'classes.txt')),
    [`${wnid}/long.JPEG`]: jpeg(12_000, 2),
  })
  const engine = await engineOn(folder)
  const long = sampleRun(99, { recipe: { fit: 'shortest', resize: 256, crop: 99 } })
  const runs = [await evaluate(engine, { ...long, cache: false }), await evaluate(engine, long)]
  for (const { images } of runs) expect(images).toMatchObject({ evaluated: 1, skipped: 0 })
  expect(runs[1]?.cropCache).toMatchObject({ appended: 0 })
})

describe('a file that changed', () => {
  const files = readdirSync(sampleDataset, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.JPEG'))
    .toSorted()
  const [first = '', second = '', third = ''] = files

  it('loses its own record in the cache, and no other does', async () => {
    const folder = temporaryFolder()
    cpSync(sampleDataset, folder, { recursive: true })
    const engine = await engineOn(folder)
    await evaluate(engine, sampleRun(99))
    // A trailing byte makes it another image; the other one has what the cache knows already.
    const other = readFileSync(path.join(folder, files.at(-1) ?? ''))
    writeFileSync(path.join(folder, first), Buffer.concat([other, Buffer.alloc(1)]))
    writeFileSync(path.join(folder, second), other)
    await engine.call('datasets.index', { folder, name: 'sample' })
    const warm = await evaluate(engine, sampleRun(99))
    expect(warm).toMatchObject({ images: { evaluated: 240 }, cropCache: { appended: 1 } })
    expect(cached(warm)).toBe(239)
    expectSame(
      await answers(engine, warm),
      await answers(engine, await evaluate(engine, sampleRun(99, { cache: false }))),
    )
  })

  it('is found out although it was not indexed again, as without a cache', async () => {
    const folder = temporaryFolder()
    cpSync(sampleDataset, folder, { recursive: true })
    const engine = await engineOn(folder)
    await evaluate(engine, sampleRun(99))
    // Other content of another size, none at all, and the same bytes at another time: that is the same file.
    writeFileSync(path.join(folder, first), readFileSync(path.join(folder, files.at(-1) ?? '')))
    rmSync(path.join(folder, second))
    utimesSync(path.join(folder, third), new Date(), new Date(0))
    const runs = [await evaluate(engine, sampleRun(99)), await evaluate(engine, sampleRun(99, { cache: false }))]
    for (const { images } of runs)
      expect(images).toMatchObject({
        evaluated: 238,
        skippedBy: [
          { reason: 'file-changed', images: 1 },
          { reason: 'file-missing', images: 1 },
        ],
      })
    expect(runs.map(cached)).toEqual([238, 0])
    expect(runs[0]?.cropCache).toMatchObject({ appended: 0 })
  })
})
