import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import { evaluate, newEngine, sampleRun } from '../../../testing/engine.ts'
import { makeFolder, temporaryFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { jpeg } from '../../../testing/images.ts'
import { parquetOf, rowsOfFolder, type ParquetRow } from '../../../testing/parquet.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

describe('the sample, as Parquet', () => {
  const home = makeFolder()
  const file = path.join(home.folder, 'sample-val.parquet')
  let engine: Engine
  beforeAll(async () => {
    await indexSample(home.folder)
    const classes = readFileSync(path.join(sampleDataset, 'classes.txt'), 'utf8')
    writeFileSync(path.join(home.folder, 'classes.txt'), classes)
    // In an order of its own, and by names in place of ids.
    const lines = classes.trim().split('\n').toReversed()
    const ids = lines.map((line) => line.slice(0, line.indexOf(' ')))
    const names = lines.map((line) => line.slice(line.indexOf(' ') + 1))
    writeFileSync(file, parquetOf(rowsOfFolder(sampleDataset, ids), { classNames: names, dictionary: true }))
    engine = openEngine({ home: home.folder, resources: findResources() })
    await engine.call('datasets.index', { folder: file })
  })
  afterAll(async () => {
    await engine.close()
    home.remove()
  })

  it('is the same dataset as the folder', async () => {
    const [folder, packed] = await engine.call('datasets.list', {})
    const { images, bytes, classes, classesPresent, fingerprint, faults } = folder ?? {}
    expect(packed).toMatchObject({ images, bytes, classes, classesPresent, fingerprint, faults })
    expect(packed).toMatchObject({ name: 'sample-val', kind: 'parquet', root: file, labelsFile: null })
    expect(packed?.warnings).toEqual([expect.stringContaining('are taken by the names that lie with them')])
  })

  it('is not looked into again where the file is as it was', async () => {
    const same = { unchanged: 240, added: 0, changed: 0 }
    expect(await engine.call('datasets.index', { folder: file })).toMatchObject(same)
    utimesSync(file, new Date(), new Date(Date.now() + 60_000))
    expect(await engine.call('datasets.index', { folder: file })).toMatchObject(same)
  })

  it('is evaluated image by image as the folder is, and shown as it is', async () => {
    const runs = [{}, { dataset: 'sample-val' }]
    const [folder, packed] = await Promise.all(runs.map((more) => evaluate(engine, sampleRun(99, more))))
    if (!folder || !packed) throw new Error('no runs')
    const { images, cells } = await engine.call('results.flips', { first: folder.run, second: packed.run })
    expect([images, cells.lost, cells.gained, cells['different-wrong']]).toEqual([240, 0, 0, 0])

    const shown = async ({ run }: { run: number }) => {
      const { images } = await engine.call('results.errors', { run })
      const [image = 0] = images
      const { bmp } = await engine.call('images.picture', { image, side: 64 })
      return { errors: images.length, image, bmp, pixels: await engine.call('images.pixels', { run, image }) }
    }
    const { image: another, ...ofTheFolder } = await shown(folder)
    const { image, ...shownPacked } = await shown(packed)
    expect(another).not.toBe(image)
    expect(shownPacked).toEqual(ofTheFolder)
    expect(await engine.call('images.locate', { image })).toEqual({ file })
  })
})

describe('a file', () => {
  let file: string
  let engine: Engine
  beforeEach(() => {
    file = path.join(temporaryFolder(), 'val.parquet')
    engine = newEngine()
  })
  const row = (name: string, seed: number, more = {}): ParquetRow => ({
    bytes: jpeg(40 + seed, 30, seed),
    path: name,
    label: 0,
    ...more,
  })
  const index = () => engine.call('datasets.index', { folder: file })

  it('with rows that hold no image or no label has faults with a reason', async () => {
    const rows = [row('a.jpg', 1), row('b.jpg', 2, { bytes: null }), row('c.jpg', 3, { label: null })]
    writeFileSync(file, parquetOf([...rows, row('d.jpg', 4, { bytes: Buffer.from('no image') })]))
    const { images, faults } = await index()
    expect(images).toBe(4)
    expect(faults.toSorted((a, b) => a.reason.localeCompare(b.reason))).toEqual([
      { reason: 'file-missing', images: 1 },
      { reason: 'not-an-image', images: 1 },
      { reason: 'unlabelled', images: 1 },
    ])
  })

  it('that was written anew is noticed: by indexing, and by what is shown', async () => {
    writeFileSync(file, parquetOf([row('a.jpg', 1), row('b.jpg', 7)]))
    await index()
    await engine.call('images.picture', { image: 2, side: 64 })
    writeFileSync(file, parquetOf([row('0.jpg', 3), row('a.jpg', 2), row('b.jpg', 7)]))
    utimesSync(file, new Date(), new Date(Date.now() + 60_000))
    await expect(engine.call('images.picture', { image: 1, side: 64 })).rejects.toThrow(
      `${file}: a.jpg cannot be shown`,
    )
    expect((await engine.call('images.picture', { image: 2, side: 64 })).bmp.length).toBeGreaterThan(0)
    expect(await index()).toMatchObject({ added: 1, changed: 1, unchanged: 1, removed: 0 })
    rmSync(file)
    await expect(engine.call('images.picture', { image: 2, side: 65 })).rejects.toThrow(`The file ${file} is gone`)
  })
})
