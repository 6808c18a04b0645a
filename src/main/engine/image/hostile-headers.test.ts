import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { createDecoder } from './decoder.ts'
import { ImageFile } from './image-file.ts'
import { inspectImage } from './inspect.ts'
import { buildPng, pngChunk, tinyJpegs } from './testing/tiny-images.ts'

/** Both ways to look at a file: at index time, and when it is decoded. */
function expectBothToSay(file: Uint8Array, reason: string, detail: RegExp): void {
  const name = path.join(temporaryFolder(), 'image')
  writeFileSync(name, file)
  const matching = expect.stringMatching(detail) as string
  expect(inspectImage(new ImageFile(name))).toMatchObject({ ok: false, reason, detail: matching })
  expect(() => createDecoder().decode(file)).toThrow(expect.objectContaining({ reason, message: matching }) as Error)
}

const jpegWith = (segments: Uint8Array) => {
  const { file } = tinyJpegs.baseline
  return Buffer.concat([file.subarray(0, 2), segments, file.subarray(2)])
}
const pngWith = (...chunks: Uint8Array[]) =>
  buildPng({ width: 1, height: 1, depth: 8, colorType: 0, rows: [0, 7], chunks })

it.each([
  [
    'comments',
    jpegWith(Buffer.alloc(4 * 2_000_000, Buffer.from([0xff, 0xfe, 0, 2]))),
    /more segments than the limit of 10000/,
  ],
  [
    'application data',
    jpegWith(Buffer.alloc(1200 * 65_537, Buffer.concat([Buffer.from([0xff, 0xe5, 0xff, 0xff]), Buffer.alloc(65_533)]))),
    /more bytes than the limit of 67108864/,
  ],
  ['chunks', pngWith(Buffer.concat(Array<Buffer>(500_000).fill(pngChunk('tEXt', [])))), /more segments/],
  ['one chunk', pngWith(pngChunk('zzZz', new Uint8Array(80 << 20))), /more bytes/],
])('a header flooded with %s is refused in a moment', (_, file, detail) => {
  const start = performance.now()
  expectBothToSay(file, 'too-large', detail)
  expect(performance.now() - start).toBeLessThan(5000)
})

it.each([
  ['1-bit pixels', { depth: 1, colorType: 0, interlaced: false }],
  ['interlaced ones', { depth: 16, colorType: 6, interlaced: true }],
])('60,000 × 60,000 %s are not even begun', (_, format) => {
  const file = buildPng({ width: 60_000, height: 60_000, rows: [], ...format })
  expectBothToSay(file, 'too-large', /60000 × 60000 pixels are more than the limit of 178956970/)
})

it('image data in a million pieces are put together in a moment, and are the same pixels', () => {
  const whole = buildPng({ width: 2, height: 2, depth: 8, colorType: 0, rows: [0, 1, 2, 0, 3, 4] })
  const at = whole.indexOf('IDAT') - 4
  const nothing = Buffer.concat(Array<Buffer>(1_000_000).fill(pngChunk('IDAT', [])))
  const file = Buffer.concat([whole.subarray(0, at), nothing, whole.subarray(at)])
  const start = performance.now()
  expect(Buffer.from(createDecoder().decode(file).data).toString('hex')).toBe('010101020202030303040404')
  expect(performance.now() - start).toBeLessThan(5000)
})

it('a scan with a million restart markers, or as many comments behind it, ends as soon', () => {
  const { file } = tinyJpegs.progressive
  const restarts = Buffer.alloc(2_000_000, Buffer.from([0xff, 0xd0]))
  const comments = Buffer.alloc(4_000_000, Buffer.from([0xff, 0xfe, 0, 2]))
  for (const implementation of ['native', 'wasm'] as const) {
    const decoder = createDecoder(implementation)
    for (const flood of [restarts, comments]) {
      const start = performance.now()
      const flooded = Buffer.concat([file.subarray(0, -2), flood, file.subarray(-2)])
      expect(decoder.decode(flooded)).toMatchObject({ width: 5, height: 3 })
      expect(performance.now() - start).toBeLessThan(5000)
    }
  }
})
