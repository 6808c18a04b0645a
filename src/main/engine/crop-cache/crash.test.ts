import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { finished } from '../../../testing/command.ts'
import { RECORD_HEADER_BYTES } from './record.ts'
import { cacheFile, fill, openBoth } from './testing/caches.ts'
import { identity, picture } from './testing/pictures.ts'

const appender = path.join(import.meta.dirname, 'testing/appender.ts')
const THREADS = 4

const startAppender = (folder: string, count: number) =>
  spawn(process.execPath, [appender, folder, `${THREADS}`, `${count}`], { stdio: ['ignore', 'pipe', 'inherit'] })

const appended = (n: number) => picture(n, 16 + (n % 5))

async function grown(folder: string, bytes: number): Promise<void> {
  const size = () => statSync(cacheFile(folder), { throwIfNoEntry: false })?.size ?? 0
  for (const before = size(); size() < before + bytes;) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** Reads every image that the cache says it has; they must be right to the last pixel. */
async function expectAllRight(folder: string, upTo: number): Promise<number> {
  const { cache, read, close } = await openBoth(folder)
  let found = 0
  for (let n = 0; n < upTo; n++) {
    if (!cache.find(identity(n))) continue
    const { width, height, data } = appended(n)
    const image = read(n)
    expect(image).toMatchObject({ width, height })
    expect(Buffer.compare(data, image?.data ?? new Uint8Array())).toBe(0)
    found++
  }
  expect(found).toBe(cache.counts.found)
  await close()
  return found
}

it('takes what many threads append at once', async () => {
  const folder = temporaryFolder()
  const { code, stdout } = await finished(startAppender(folder, 200))
  expect({ code, stdout }).toEqual({ code: 0, stdout: `appended ${200 * THREADS}\n` })
  expect(await expectAllRight(folder, 200 * THREADS)).toBe(200 * THREADS)
})

it('keeps what was whole when its process was killed in the midst of it', async () => {
  const folder = temporaryFolder()
  let before = 0
  for (const bytes of [50_000, 300_000, 2_000_000]) {
    const child = startAppender(folder, 5_000)
    await grown(folder, bytes)
    child.kill('SIGKILL')
    await once(child, 'close')
    const found = await expectAllRight(folder, 5_000 * THREADS)
    expect(found).toBeGreaterThanOrEqual(Math.max(before, 1))
    before = found
  }
})

it('cuts off what lies behind a hole, and goes on from there', async () => {
  const folder = temporaryFolder()
  await fill(folder, 6)
  const { cache, close } = await openBoth(folder)
  const hole = cache.find(identity(3))
  if (!hole) throw new Error('the image is not there')
  await close()
  const descriptor = openSync(cacheFile(folder), 'r+')
  writeSync(descriptor, new Uint8Array(RECORD_HEADER_BYTES), 0, RECORD_HEADER_BYTES, hole.offset)
  closeSync(descriptor)
  // A killed run leaves the index as it was before it.
  truncateSync(cacheFile(folder).replace('.crops', '.index'))

  const after = await openBoth(folder)
  expect(after.cache.counts.found).toBe(3)
  expect(statSync(cacheFile(folder)).size).toBe(hole.offset)
  after.store.append(identity(9), picture(9))
  await after.close()
  const next = await openBoth(folder)
  expect(next.cache.counts.found).toBe(4)
  expect([0, 1, 2, 9].map(next.read)).toEqual([0, 1, 2, 9].map((n) => picture(n)))
})

it.skipIf(process.platform === 'win32')('stops appending where the disk is full, and fails nothing', async () => {
  const folder = temporaryFolder()
  // A limit on the size of files fails a write as a full disk does: in the midst of it.
  const limited = `trap '' XFSZ; ulimit -f 300; exec "$0" "$@"`
  const args = ['-c', limited, process.execPath, appender, folder, `${THREADS}`, '5000']
  const { code, stdout } = await finished(spawn('sh', args, { stdio: ['ignore', 'pipe', 'inherit'] }))
  expect(code).toBe(0)
  expect(stdout).not.toContain(`appended ${5000 * THREADS}`)
  expect(await expectAllRight(folder, 5000 * THREADS)).toBeGreaterThan(50)
})
