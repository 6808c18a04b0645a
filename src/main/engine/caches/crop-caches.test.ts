import path from 'node:path'
import { expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import { sampleEngine } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { CropCache, CropStore, imageIdentity } from '../crop-cache/index.ts'
import { openDatabase } from '../db/index.ts'

/** Opens a cache as a run of another process does. */
async function openCache(home: string, resize: number) {
  const db = openDatabase(path.join(home, 'acuity.db'))
  const key = {
    images: db.datasets.byName('sample')?.crops ?? '',
    root: sampleDataset,
    fit: 'squash',
    resize,
    resampler: 'pillow-bilinear',
  } as const
  const images = { dataset: 240, run: 240 }
  const cache = await CropCache.open(path.join(home, 'cache', 'crops'), key, { locks: db.locks, images })
  return {
    attachment: cache.attachment(),
    close: async () => {
      await cache.close()
      db.close()
    },
  }
}

async function keepImages(home: string, resize: number): Promise<void> {
  const { attachment, close } = await openCache(home, resize)
  const store = new CropStore(attachment)
  const data = new Uint8Array(3 * resize * resize)
  for (let n = 0; n < 8; n++)
    store.append(imageIdentity({ bytes: n, content: `${n}` }) ?? '', { width: resize, height: resize, data })
  store.close()
  await close()
}

/** An engine with the images of the sample in two sizes. */
async function withCaches(home = temporaryFolder()): Promise<Engine> {
  const engine = await sampleEngine(home)
  for (const resize of [256, 128]) await keepImages(home, resize)
  return engine
}

it('lists what is kept, what was used last first', async () => {
  const home = temporaryFolder()
  const engine = await withCaches(home)
  const { files, totalBytes, limitBytes, folder } = await engine.call('cache.list', {})
  expect(files.map(({ key, datasets, images, inUse }) => ({ ...key, datasets, images, inUse }))).toEqual(
    [128, 256].map((resize) => ({
      root: sampleDataset,
      fit: 'squash',
      resize,
      resampler: 'pillow-bilinear',
      datasets: ['sample'],
      images: 8,
      inUse: false,
    })),
  )
  expect(totalBytes).toBe(files.reduce((sum, { bytes }) => sum + bytes, 0))
  expect(totalBytes).toBeGreaterThan(8 * 3 * (256 * 256 + 128 * 128))
  expect({ limitBytes, folder }).toEqual({ limitBytes: 20 * 2 ** 30, folder: path.join(home, 'cache', 'crops') })
})

it('clears what is kept of a dataset, by its name or its folder, or all', async () => {
  const home = temporaryFolder()
  const engine = await withCaches(home)
  await expect(engine.call('cache.clear', { dataset: 'nobody' })).rejects.toMatchObject({ code: 'not-found' })
  const { totalBytes } = await engine.call('cache.list', {})
  expect(await engine.call('cache.clear', { dataset: sampleDataset })).toEqual({ files: 2, bytes: totalBytes })
  expect(await engine.call('cache.clear', { dataset: 'sample' })).toEqual({ files: 0, bytes: 0 })
  await keepImages(home, 99)
  expect(await engine.call('cache.clear', {})).toMatchObject({ files: 1 })
  expect(await engine.call('cache.list', {})).toMatchObject({ files: [], totalBytes: 0 })
})

it('clears nothing that a run writes to', async () => {
  const home = temporaryFolder()
  const engine = await withCaches(home)
  const running = await openCache(home, 128)
  expect((await engine.call('cache.list', {})).files.map(({ inUse }) => inUse)).toEqual([true, false])
  await expect(engine.call('cache.clear', {})).rejects.toMatchObject({ code: 'busy' })
  await running.close()
  expect(await engine.call('cache.clear', {})).toMatchObject({ files: 2 })
})

it('is kept within its limit from the moment that one is set', async () => {
  const engine = await withCaches()
  const [last] = (await engine.call('cache.list', {})).files
  const limitBytes = (last?.bytes ?? 0) + 1000
  expect(await engine.call('cache.limit', { limitBytes })).toMatchObject({ limitBytes, files: [last] })
  await expect(engine.call('cache.limit', { limitBytes: -1 })).rejects.toMatchObject({ code: 'invalid-input' })
  expect(await engine.call('cache.limit', { limitBytes: 0 })).toMatchObject({ limitBytes: 0, files: [] })
})
