import { copyFileSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { readFileHeader } from './file-header.ts'
import { CropCache, CropMemory, CropStore } from './index.ts'
import { encodeRecordHeader, parseRecordHeader, RECORD_HEADER_BYTES } from './record.ts'
import { fill, openBoth, readWhole, withFile } from './testing/caches.ts'
import { newLocks } from './testing/locks.ts'
import { identity, images, key, picture } from './testing/pictures.ts'

const COUNT = 8

/** Opens the cache, and reads what it says it has: each image is right, or is not there. */
async function countRight(folder: string): Promise<number> {
  const { read, store, close } = await openBoth(folder)
  let right = 0
  for (let n = 0; n < COUNT; n++) {
    const image = read(n)
    if (image === null) continue
    expect(image).toEqual(picture(n))
    right++
  }
  // Whatever was cut off, what comes next is kept.
  expect(store.append(identity(COUNT), picture(COUNT))).toBe(true)
  await close()
  const next = await openBoth(folder)
  expect(next.read(COUNT)).toEqual(picture(COUNT))
  await next.close()
  return right
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).map((name) => path.join(folder, name))
}

/** A generator whose failures can be seen again. */
function randomly(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const damages: Record<string, (bytes: Buffer, below: (limit: number) => number) => Buffer> = {
  'a flipped bit': (bytes, below) => {
    const at = below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8))
    return bytes
  },
  'a stretch of zeros': (bytes, below) => {
    const from = below(bytes.length)
    bytes.subarray(from, from + below(1000)).fill(0)
    return bytes
  },
  'a stretch from elsewhere': (bytes, below) => {
    const [from, to] = [below(bytes.length), below(bytes.length)]
    bytes.copy(bytes, to, from, from + below(2000))
    return bytes
  },
  'an early end': (bytes, below) => bytes.subarray(0, below(bytes.length)),
  'noise behind it': (bytes, below) =>
    Buffer.concat([bytes, Buffer.from(Array.from({ length: 300 }, () => below(256)))]),
}

it.each(Object.keys(damages))('never gives a wrong pixel for %s, wherever it is', async (damage) => {
  const whole = temporaryFolder()
  await fill(whole, COUNT)
  const below = randomly(damage.length)
  for (let round = 0; round < 40; round++) {
    const folder = temporaryFolder()
    for (const file of filesOf(whole)) copyFileSync(file, path.join(folder, path.basename(file)))
    for (const file of filesOf(folder)) {
      if (below(2) === 0) continue
      writeFileSync(file, damages[damage]?.(readFileSync(file), below) ?? '')
    }
    expect(await countRight(folder)).toBeLessThanOrEqual(COUNT)
  }
})

it('notices damage that comes while the file is in use', async () => {
  const folder = temporaryFolder()
  await fill(folder, COUNT)
  const { cache, read } = await openBoth(folder)
  const entry = cache.find(identity(2))
  withFile(folder, (file) => {
    const bytes = readFileSync(file)
    bytes[(entry?.offset ?? 0) + 500] = 1 + (bytes[(entry?.offset ?? 0) + 500] ?? 0)
    writeFileSync(file, bytes)
  })
  expect(read(1)).toEqual(picture(1))
  expect(read(2)).toBeNull()
  withFile(folder, (file) => truncateSync(file, (entry?.offset ?? 0) + 100))
  expect(read(2)).toBeNull()
  expect(read(7)).toBeNull()
})

it('takes nothing from a file that took the place of its own', async () => {
  const folder = temporaryFolder()
  await fill(folder, COUNT)
  const cache = await CropCache.open(folder, key, { locks: newLocks(), images })
  withFile(folder, (file) => {
    copyFileSync(file, `${file}.copy`)
    renameSync(`${file}.copy`, file)
  })
  const memory = new CropMemory(1 << 20)
  const store = new CropStore(cache.attachment(), memory)
  const entry = cache.find(identity(0))
  expect(entry && readWhole({ store, memory }, entry)).toBeNull()
  expect(store.append(identity(COUNT), picture(COUNT))).toBe(false)
  store.close()
  await cache.close()
})

it('begins anew what is of another key, or is no cache at all', async () => {
  const folder = temporaryFolder()
  await fill(folder, COUNT, { ...key, images: 'other' })
  const [other] = filesOf(folder).filter((file) => file.endsWith('.crops'))
  await fill(folder, COUNT)
  withFile(folder, (file) => copyFileSync(other ?? '', file))
  expect(await countRight(folder)).toBe(0)
  withFile(folder, (file) => writeFileSync(file, 'P6 16 16 255\n'.repeat(1000)))
  expect(await countRight(folder)).toBe(0)
})

it('believes no header that says more than there can be', async () => {
  const header = Buffer.alloc(RECORD_HEADER_BYTES)
  for (const [width, height] of [
    [0xffff_ffff, 0xffff_ffff],
    [0, 16],
    [100_000, 100_000],
  ] as const) {
    encodeRecordHeader(header, { identity: identity(0), width, height, hash: 0n, source: null }, 640, 7)
    expect(parseRecordHeader(header, 640, 7)).toBeNull()
  }

  // One that a file can hold, but that this one ends before.
  const folder = temporaryFolder()
  await fill(folder, 1)
  withFile(folder, (file, descriptor) => {
    const salt = readFileHeader(descriptor)?.salt ?? 0
    const end = Math.ceil(readFileSync(file).length / 64) * 64
    encodeRecordHeader(header, { identity: identity(1), width: 1000, height: 1000, hash: 0n, source: null }, end, salt)
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(64), header]).subarray(0, end + 64))
  })
  const { cache } = await openBoth(folder)
  expect(cache.counts.found).toBe(1)
})
