import { chmodSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { cropFileName } from './crop-key.ts'
import { CropCache, keepLimit, readLimit, writeLimit } from './index.ts'
import { DEFAULT_LIMIT_BYTES } from './limit.ts'
import { cacheFile, fill, openBoth } from './testing/caches.ts'
import { newLocks } from './testing/locks.ts'
import { identity, images, key, picture } from './testing/pictures.ts'

const keyOf = (root: string) => ({ ...key, images: root, root })
const fileOf = (folder: string, root: string) => path.join(folder, cropFileName(keyOf(root)))
const rootsIn = (folder: string, roots: string[]) =>
  roots.filter((root) => readdirSync(folder).includes(cropFileName(keyOf(root))))

/** Caches of 20 images each, the first the least recently used; some 17 kB each with its index. */
async function fillAll(folder: string, roots: string[]): Promise<void> {
  for (const [i, root] of roots.entries()) {
    await fill(folder, 20, keyOf(root))
    utimesSync(fileOf(folder, root), i, i)
  }
}

it('stops appending at the limit, and goes on reading', async () => {
  const folder = temporaryFolder()
  await writeLimit(folder, 10_000)
  const { store, close } = await openBoth(folder)
  const kept = Array.from({ length: 30 }, (_, n) => store.append(identity(n), picture(n)))
  await close()
  const count = kept.filter(Boolean).length
  expect(kept).toEqual(Array.from({ length: 30 }, (_, n) => n < count))
  expect(statSync(cacheFile(folder)).size).toBeLessThanOrEqual(10_000)
  expect(statSync(cacheFile(folder)).size).toBeGreaterThan(8_000)

  await writeLimit(folder, 100)
  const { read, store: full } = await openBoth(folder)
  expect(read(count - 1)).toEqual(picture(count - 1))
  expect(full.append(identity(99), picture(99))).toBe(false)
})

it('makes room by removing what was not used for longest', async () => {
  const folder = temporaryFolder()
  await fillAll(folder, ['a', 'b', 'c'])
  // Room for three, where the next run may need as much as one.
  await writeLimit(folder, 60_000)
  const cache = await CropCache.open(folder, keyOf('d'), { locks: newLocks(), images: { dataset: 20, run: 20 } })
  await cache.close()
  expect(rootsIn(folder, ['a', 'b', 'c', 'd'])).toEqual(['b', 'c', 'd'])
  expect(readdirSync(folder).filter((name) => name.endsWith('.index'))).toHaveLength(3)
})

it('counts opening as use', async () => {
  const folder = temporaryFolder()
  await fillAll(folder, ['a', 'b'])
  await (await CropCache.open(folder, keyOf('a'), { locks: newLocks(), images })).close()
  await writeLimit(folder, 20_000)
  await keepLimit(folder, newLocks())
  expect(rootsIn(folder, ['a', 'b'])).toEqual(['a'])
})

it('removes nothing that another run writes to', async () => {
  const folder = temporaryFolder()
  await fillAll(folder, ['a', 'b'])
  const locks = newLocks()
  const running = await CropCache.open(folder, keyOf('a'), { locks, images })
  utimesSync(fileOf(folder, 'a'), 0, 0)
  await writeLimit(folder, 1000)
  await keepLimit(folder, locks)
  expect(rootsIn(folder, ['a', 'b'])).toEqual(['a'])
  await running.close()
  await keepLimit(folder, locks)
  expect(rootsIn(folder, ['a'])).toEqual([])
})

it('begins a file anew that holds mostly what has changed since', async () => {
  const folder = temporaryFolder()
  await fill(folder, 20)
  const few = { dataset: 9, run: 9 }
  const cache = await CropCache.open(folder, key, { locks: newLocks(), images: few })
  expect(cache.counts.found).toBe(0)
  await cache.close()
  expect(statSync(cacheFile(folder)).size).toBeLessThan(1000)
})

it('keeps a limit that is set, and its own where that cannot be read', async () => {
  const folder = temporaryFolder()
  expect(await readLimit(folder)).toBe(DEFAULT_LIMIT_BYTES)
  await writeLimit(folder, 5e9)
  expect(await readLimit(folder)).toBe(5e9)
  for (const content of ['{"limitBytes": -1}', '{"limitBytes"', '[]']) {
    writeFileSync(path.join(folder, 'limit.json'), content)
    expect(await readLimit(folder)).toBe(DEFAULT_LIMIT_BYTES)
  }
})

it('makes no file where the limit is nothing', async () => {
  const folder = temporaryFolder()
  await writeLimit(folder, 0)
  await fill(folder, 3)
  expect(readdirSync(folder)).toEqual(['limit.json'])
})

it('is of no use, and no hindrance, where its folder cannot be', async () => {
  const file = path.join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  for (const folder of [file, path.join(file, 'crops')]) {
    const { cache, store, read } = await openBoth(folder)
    expect(cache.problem).toMatch(/ENOTDIR|EEXIST/)
    expect(read(0)).toBeNull()
    expect(store.append(identity(0), picture(0))).toBe(false)
  }
})

it('makes a folder that is missing', async () => {
  const folder = path.join(temporaryFolder(), 'deep', 'crops')
  await fill(folder, 1)
  expect(readdirSync(folder)).toHaveLength(2)
})

// Root may write everywhere.
it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('reads what it may not write', async () => {
  const folder = temporaryFolder()
  await fill(folder, 3)
  chmodSync(cacheFile(folder), 0o444)
  const { cache, store, read } = await openBoth(folder)
  expect(cache.problem).toMatch(/EACCES/)
  expect(read(2)).toEqual(picture(2))
  expect(store.append(identity(3), picture(3))).toBe(false)

  const closed = path.join(temporaryFolder(), 'crops')
  mkdirSync(closed, { mode: 0o555 })
  const nothing = await openBoth(closed)
  expect(nothing.cache.problem).toMatch(/EACCES/)
  expect(nothing.read(0)).toBeNull()
})
