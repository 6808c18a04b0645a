import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import { evaluate, newEngine, sampleRun } from '../../../testing/engine.ts'
import { makeFolder, temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { jpeg } from '../../../testing/images.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { packFolder, tarOf, type TarMember } from '../../../testing/tar.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

describe('the sample, packed', () => {
  const home = makeFolder()
  const archive = path.join(home.folder, 'val.tar')
  let engine: Engine
  beforeAll(async () => {
    await indexSample(home.folder)
    packFolder(sampleDataset, archive)
    engine = openEngine({ home: home.folder, resources: findResources() })
    await engine.call('datasets.index', { folder: archive })
  })
  afterAll(async () => {
    await engine.close()
    home.remove()
  })

  it('is the same dataset as the folder', async () => {
    const [folder, packed] = await engine.call('datasets.list', {})
    const { images, bytes, classes, classesPresent, fingerprint, faults } = folder ?? {}
    expect(packed).toMatchObject({ images, bytes, classes, classesPresent, fingerprint, faults, warnings: [] })
    expect(packed).toMatchObject({ name: 'val', root: archive, labelsFile: null })
    expect(packed?.classesFile).toBe(path.join(archive, 'classes.txt'))
  })

  it('is not looked into again where the archive is as it was', async () => {
    expect(await engine.call('datasets.index', { folder: archive })).toMatchObject({
      unchanged: 240,
      added: 0,
      changed: 0,
    })
    utimesSync(archive, new Date(), new Date(statSync(archive).mtimeMs + 60_000))
    expect(await engine.call('datasets.index', { folder: archive })).toMatchObject({
      unchanged: 240,
      added: 0,
      changed: 0,
    })
  })

  it('is evaluated image by image as the folder is, and shown as it is', async () => {
    const runs = [{ limit: 40 }, { limit: 40, dataset: 'val' }]
    const [folder, packed] = await Promise.all(runs.map((more) => evaluate(engine, sampleRun(99, more))))
    if (!folder || !packed) throw new Error('no runs')
    const { images, cells } = await engine.call('results.flips', { first: folder.run, second: packed.run })
    expect([images, cells.lost, cells.gained, cells['different-wrong']]).toEqual([40, 0, 0, 0])

    const report = { as: 'images', format: 'csv' } as const
    const texts = [folder, packed].map(({ run }) => engine.call('reports.render', { ...report, run }))
    const [ofFolder, ofPacked] = await Promise.all(texts)
    expect(ofPacked).toEqual(ofFolder)

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
    expect(await engine.call('images.locate', { image })).toEqual({ file: archive })
  })
})

let folder: string
let archive: string
let engine: Engine
beforeEach(() => {
  folder = temporaryFolder()
  archive = path.join(folder, 'val.tar')
  engine = newEngine()
})

const write = (...members: TarMember[]) => writeFileSync(archive, tarOf(...members))
const index = (more = {}) => engine.call('datasets.index', { folder: archive, ...more })
const flat = [1, 2, 3].map((i) => ({ name: `ILSVRC2012_val_0000000${i}.JPEG`, content: jpeg(40, 30, i) }))
const list = flat.map(({ name }, i) => `${name} ${i}`).join('\n')
const labelled = { images: 3, classesPresent: 3, faults: [], warnings: [], ignored: [] }

describe('images side by side', () => {
  it('are labelled by a list that is stated', async () => {
    write(...flat)
    writeFiles(folder, { 'labels/all.txt': list })
    const labels = path.join(folder, 'labels/all.txt')
    expect(await index({ labels })).toMatchObject({ ...labelled, labelsFile: labels })
  })

  it('by one that lies beside the archive', async () => {
    write(...flat)
    writeFiles(folder, { 'val.txt': list })
    expect(await index()).toMatchObject({ ...labelled, labelsFile: path.join(folder, 'val.txt') })
  })

  it('or by one inside, also when it is looked at again', async () => {
    write(...flat, { name: 'val.txt', content: list })
    for (const added of [3, 0])
      expect(await index()).toMatchObject({ ...labelled, added, labelsFile: path.join(archive, 'val.txt') })
  })

  it('by a devkit that lies beside the archive, or inside', async () => {
    const truth = 'ILSVRC2012_devkit_t12/data/ILSVRC2012_validation_ground_truth.txt'
    write(...flat, { name: truth, content: '490\n361\n171\n' })
    const devkit = { ...labelled, layout: 'devkit' }
    expect(await index()).toMatchObject({ ...devkit, labelsFile: path.join(archive, truth) })
    expect(await index()).toMatchObject({ ...devkit, unchanged: 3 })
    writeFiles(folder, { [truth]: '490\n361\n171\n' })
    const labels = path.join(folder, 'ILSVRC2012_devkit_t12')
    expect(await index({ labels })).toMatchObject({ ...devkit, labelsFile: path.join(folder, truth), ignored: [truth] })
  })

  it('and without a list, what is missing is said', async () => {
    write(...flat)
    await expect(index()).rejects.toMatchObject({
      code: 'dataset-invalid',
      message: expect.stringContaining('A flat folder needs a labels file') as string,
    })
  })

  it('have the boxes that lie in the archive, or beside it', async () => {
    const box = '<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>9</xmax><ymax>9</ymax></bndbox>'
    const xml = `<annotation><object><name>n01440764</name>${box}</object></annotation>`
    writeFiles(folder, { 'val.txt': list, 'bbox/val/ILSVRC2012_val_00000002.xml': xml })
    write(...flat)
    expect(await index()).toMatchObject({ boxes: { folder: path.join(folder, 'bbox/val'), images: 1, unusable: 0 } })
    write(
      ...flat,
      { name: 'ILSVRC2012_val_00000001.xml', content: xml },
      { name: 'ILSVRC2012_val_00000003.xml', content: xml },
    )
    expect(await index({ name: 'inside' })).toMatchObject({ boxes: { folder: archive, images: 2, unusable: 0 } })
  })
})

it('images that the archive lacks, cuts or has as links are faults with a reason', async () => {
  const [one, two] = flat
  if (!one || !two) throw new Error('no images')
  const bytes = tarOf(
    { ...one, name: 'n01440764/a.JPEG' },
    { name: 'n01440764/same.JPEG', type: '2', link: 'a.JPEG' },
    { name: 'n01440764/gone.JPEG', type: '2', link: 'b.JPEG' },
    { name: 'n01440764/out.JPEG', type: '2', link: '/etc/passwd' },
    { ...two, name: 'n01440764/cut.JPEG' },
  )
  writeFileSync(archive, bytes.subarray(0, -1024 - two.content.length))
  const { images, faults, warnings, dataset } = await index()
  expect(images).toBe(5)
  expect(warnings.slice(0, 1)).toEqual([
    expect.stringMatching(/val\.tar cannot be read past its byte \d+: it ends at byte \d+, in the/),
  ])
  expect(faults.toSorted((a, b) => a.reason.localeCompare(b.reason))).toEqual([
    { reason: 'file-missing', images: 1 },
    { reason: 'link-outside', images: 1 },
    { reason: 'truncated', images: 1 },
  ])
  const skipped = await engine.call('datasets.skipped', { dataset, counted: true, count: 10 })
  expect(JSON.stringify(skipped)).toContain('out of the archive')
})

it('an archive that was written anew is noticed: by indexing, by a run, and by what is shown', async () => {
  const dataset = (seed: number) =>
    write(
      { name: 'n01440764/a.JPEG', content: jpeg(40, 30, seed) },
      { name: 'n01440764/b.JPEG', content: jpeg(50, 30, 7) },
    )
  dataset(1)
  await index()
  await engine.call('images.picture', { image: 2, side: 64 })
  // Other places in the archive, and another content of the first.
  write(
    { name: 'n01440764/0.JPEG', content: jpeg(60, 60, 3) },
    { name: 'n01440764/a.JPEG', content: jpeg(41, 30, 2) },
    { name: 'n01440764/b.JPEG', content: jpeg(50, 30, 7) },
  )
  utimesSync(archive, new Date(), new Date(Date.now() + 60_000))
  await expect(engine.call('images.picture', { image: 1, side: 64 })).rejects.toThrow(
    `${archive}: n01440764/a.JPEG cannot be shown`,
  )
  expect((await engine.call('images.picture', { image: 2, side: 64 })).bmp.length).toBeGreaterThan(0)
  expect(await index()).toMatchObject({ added: 1, changed: 1, unchanged: 1, removed: 0 })
  rmSync(archive)
  await expect(engine.call('images.picture', { image: 2, side: 65 })).rejects.toThrow(`The archive ${archive} is gone`)
  await expect(engine.call('datasets.reindex', { dataset: 1 })).rejects.toThrow(/There is no folder .*, nor an archive/)
})

it.each<[string, (file: string) => void, RegExp]>([
  [
    'gzip',
    (file) => writeFileSync(file, gzipSync(tarOf(...flat))),
    /is compressed \(gzip\).* random access: decompress it \(gunzip\)/,
  ],
  ['ZIP', (file) => writeFileSync(file, 'PK\x03\x04 and more'), /is compressed \(ZIP\).*: unpack it/],
  ['a page', (file) => writeFileSync(file, '<html>not found</html>'), /val\.tar is called a tar archive and is none/],
  ['nothing', (file) => writeFileSync(file, ''), /val\.tar is called a tar archive and is none/],
  ['an empty archive', (file) => writeFileSync(file, tarOf()), /holds no file at all/],
])('refuses %s in a line', async (_, make, why) => {
  make(archive)
  const error: unknown = await index().catch((each: unknown) => each)
  const message = error instanceof Error ? error.message : ''
  expect(message).toMatch(why)
  expect(message).toContain(archive)
  expect(message).not.toContain('\n')
})

it('an archive under any name is one, by its content', async () => {
  write({ name: 'n01440764/a.JPEG', content: readFileSync(path.join(sampleDataset, 'x00000101/x00000101_0001.JPEG')) })
  const other = path.join(folder, 'validation.archive')
  renameSync(archive, other)
  expect(await engine.call('datasets.index', { folder: other })).toMatchObject({ images: 1 })
})
