import path from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { RunSummary } from '../../shared/run.ts'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { sampleDataset, sampleModel } from '../../testing/sample.ts'
import { hasSharedCases, sharedCases } from '../../testing/shared-data.ts'

/** A black PNG: a few kilobytes, and `side`² × 6 bytes at the worst moment of decoding it. */
function blackPng(side: number): Buffer {
  const chunk = (type: string, contents: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), contents])
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(contents.length)
    checksum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, checksum])
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  const data = deflateSync(Buffer.alloc(side * (1 + 3 * side)), { level: 1 })
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

const recipe = ['--resize', '146', '--crop', '99', '--no-cache', '--threads', '2']
const evaluate = (home: string, dataset: string, ...more: string[]) =>
  acuity(home, ['evaluate', '--dataset', dataset, '--model', sampleModel(99), ...recipe, '--json', ...more])
const limitOf = (bytes: number) => ['--memory-limit', `${Math.round(bytes)}B`]

it('a memory limit is kept where threads decode large images, or these are too large for it', async () => {
  const home = temporaryFolder()
  const folder = temporaryFolder()
  const png = blackPng(6000)
  writeFiles(folder, { 'n01440764/a.png': png, 'n01440764/b.png': png })
  // What the process takes for a network and its threads, where images are small.
  const small = await evaluate(home, sampleDataset, '--limit', '20')
  const base = (JSON.parse(small.stdout) as RunSummary).peakRssBytes ?? NaN

  // Room for one, which takes 216 MB, and not for two at a time.
  const room = base + 330e6
  const kept = await evaluate(home, folder, ...limitOf(room))
  const { images, peakRssBytes } = JSON.parse(kept.stdout) as RunSummary
  expect(images).toMatchObject({ indexed: 2, evaluated: 2, skipped: 0 })
  expect(peakRssBytes).toBeLessThan(room)
  expect(peakRssBytes).toBeGreaterThan(base)

  const refused = await evaluate(home, folder, ...limitOf(base + 120e6))
  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(/2 too-large.*a\.png: decoding it takes 25\d MB of memory, .*\(--memory-limit\)/)
})

it.skipIf(!hasSharedCases)(
  'the case data/10: a PNG of 56 megapixels does not fit into 400 MB without a word',
  async () => {
    const home = temporaryFolder()
    const { code, stderr, stdout } = await evaluate(home, path.join(sharedCases, 'data/10'), ...limitOf(400e6))
    if (code === 0) expect((JSON.parse(stdout) as RunSummary).peakRssBytes).toBeLessThan(400e6)
    else expect(stderr).toMatch(/too-large.*10-7500x7500\.png: decoding it takes 37\d MB of memory.*limit of 400 MB/)
  },
)
