import { existsSync, openSync, closeSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { formerFileName } from './crop-key.ts'
import { cacheFile, fill, openBoth } from './testing/caches.ts'
import { newLocks } from './testing/locks.ts'
import { identity, key, picture } from './testing/pictures.ts'

it('gives back what was appended, in the sizes that it had', async () => {
  const folder = temporaryFolder()
  const first = await openBoth(folder)
  const sizes = [
    [16, 16],
    [21, 16],
    [1, 300],
    [400, 333],
  ] as const
  for (const [n, [width, height]] of sizes.entries())
    expect(first.store.append(identity(n), picture(n, width, height))).toBe(true)
  expect(first.read(0)).toBeNull()
  expect(first.cache.counts).toEqual({ found: 0, appended: 4 })
  await first.close()

  const second = await openBoth(folder)
  expect(second.cache.counts).toEqual({ found: 4, appended: 0 })
  for (const [n, [width, height]] of sizes.entries()) expect(second.read(n)).toEqual(picture(n, width, height))
  expect(second.read(4)).toBeNull()
})

it('goes on where the last run ended', async () => {
  const folder = temporaryFolder()
  await fill(folder, 3)
  const { store, close } = await openBoth(folder)
  store.append(identity(3), picture(3))
  store.append(identity(1), picture(100))
  await close()
  const { read, cache } = await openBoth(folder)
  expect(cache.counts.found).toBe(4)
  expect([0, 1, 2, 3].map(read)).toEqual([0, 100, 2, 3].map((n) => picture(n)))
})

it('keeps each way of resizing, and each set of images, in a file of its own', async () => {
  const folder = temporaryFolder()
  await fill(folder, 2)
  const others = [{ images: 'train' }, { fit: 'shortest' }, { resize: 17 }, { resampler: 'opencv-linear' }] as const
  for (const other of others) {
    const { read } = await openBoth(folder, { of: { ...key, ...other } })
    expect(read(0)).toBeNull()
  }
})

it('serves the same images wherever they lie', async () => {
  const folder = temporaryFolder()
  await fill(folder, 2)
  const { read } = await openBoth(folder, { of: { ...key, root: '/mnt/copy' } })
  expect(read(1)).toEqual(picture(1))
})

it('takes nothing from what versions before kept, and lets go of it', async () => {
  const folder = temporaryFolder()
  const former = path.join(folder, formerFileName(key))
  for (const file of [former, former.replace('.crops', '.index')]) writeFileSync(file, 'of paths and times')
  await fill(folder, 2)
  expect([former, former.replace('.crops', '.index')].map((file) => existsSync(file))).toEqual([false, false])
  // The version of the format, 8 bytes from the start.
  const descriptor = openSync(cacheFile(folder), 'r+')
  writeSync(descriptor, Buffer.from([1, 0, 0, 0]), 0, 4, 8)
  closeSync(descriptor)
  const { read, cache } = await openBoth(folder)
  expect(read(0)).toBeNull()
  expect(cache.counts.found).toBe(0)
})

it('lets one run write, and others read what was there', async () => {
  const folder = temporaryFolder()
  await fill(folder, 2)
  const locks = newLocks()
  const writer = await openBoth(folder, { locks })
  const reader = await openBoth(folder, { locks })
  expect(reader.store.append(identity(2), picture(2))).toBe(false)
  expect(writer.store.append(identity(2), picture(2))).toBe(true)
  expect(reader.read(1)).toEqual(picture(1))
  expect(reader.read(2)).toBeNull()
  await writer.close()
  const next = await openBoth(folder, { locks })
  expect(next.read(2)).toEqual(picture(2))
})
