import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import { readBmp } from '../../../testing/bmp.ts'
import { evaluate, newEngine, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { createPreprocessor } from '../image/index.ts'

const pixels = async (engine: Engine, run: number, image: number) =>
  readBmp((await engine.call('images.pixels', { run, image })).bmp)

it('the pixels are the bytes that the evaluation of each run is given', async () => {
  const engine = await sampleEngine()
  const runs = [
    await evaluate(engine, sampleRun(99, { limit: 3 })),
    await evaluate(engine, sampleRun(227, { limit: 3 })),
    await evaluate(
      engine,
      sampleRun(99, { limit: 3, recipe: { ...sampleRun(99).recipe, resize: 150, fit: 'shortest' } }),
    ),
  ]
  for (const { run, recipe } of runs)
    for (const image of [1, 2, 3]) {
      const { path: file } = await engine.call('results.image', { run, image })
      const data = new Uint8Array(recipe.crop * recipe.crop * 3)
      createPreprocessor().preprocess(readFileSync(path.join(sampleDataset, file)), recipe, data)
      expect(await pixels(engine, run, image)).toEqual({ width: recipe.crop, height: recipe.crop, data })
    }
})

it('of a faulty image there are none, and the reason is said', async () => {
  const root = temporaryFolder()
  const file = path.join(root, 'x00000101/b.JPEG')
  writeFiles(root, {
    'x00000101/a.JPEG': jpeg(50, 50),
    'x00000101/b.JPEG': jpeg(120, 120),
    'classes.txt': readFileSync(path.join(sampleDataset, 'classes.txt')),
  })
  const engine = newEngine()
  await engine.call('datasets.index', { folder: root, name: 'sample' })
  const { run, images } = await evaluate(engine, sampleRun(99, { recipe: { ...sampleRun(99).recipe, fit: 'none' } }))
  expect(images).toMatchObject({ evaluated: 1, skipped: 1 })
  const refused = (image: number, code: string, message: RegExp) =>
    expect(engine.call('images.pixels', { run, image })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    })
  await refused(1, 'file-unreadable', /a\.JPEG cannot be shown: .*50 × 50 pixels, less than the crop of 99 × 99/)
  await refused(7, 'not-found', /no image 7/)

  writeFileSync(file, Buffer.alloc(readFileSync(file).byteLength))
  await refused(2, 'file-unreadable', /b\.JPEG cannot be shown/)
})

it('an image has the answers of every run that evaluated the same file', async () => {
  const engine = await sampleEngine()
  const first = await evaluate(engine, sampleRun(99, { limit: 3 }))
  const second = await evaluate(engine, sampleRun(227, { limit: 1 }))
  const copy = temporaryFolder()
  cpSync(sampleDataset, copy, { recursive: true })
  await engine.call('datasets.index', { folder: copy, name: 'copy' })
  const third = await evaluate(engine, { ...sampleRun(99, { limit: 2 }), dataset: 'copy' })
  const runsOf = async (image: number) => (await engine.call('results.imageInRuns', { image })).map(({ run }) => run)
  expect(await runsOf(1)).toEqual([first.run, second.run, third.run])
  expect(await runsOf(2)).toEqual([first.run, third.run])
  expect(await runsOf(3)).toEqual([first.run])
  for (const answer of await engine.call('results.imageInRuns', { image: 1 })) {
    const result = await engine.call('results.image', { run: answer.run, image: answer.image })
    const [{ probability, ...predicted } = { probability: -1 }] = result.predictions
    expect(answer).toMatchObject({ predicted, p1: probability, rank: result.rank, crop: result.crop })
  }
  await expect(engine.call('results.imageInRuns', { image: 12_345 })).rejects.toMatchObject({ code: 'not-found' })
})
