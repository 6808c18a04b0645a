import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { contentHash, endsOf } from './content.ts'
import { ImageFile, inspectImage } from './index.ts'
import { buildPng, pngChunk, tinyJpegs } from './testing/tiny-images.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'acuity-inspect-'))
afterAll(() => rmSync(folder, { recursive: true }))

function inspect(contents: Uint8Array) {
  const file = path.join(folder, 'image.JPEG')
  writeFileSync(file, contents)
  return inspectImage(new ImageFile(file))
}

/** A baseline JPEG with something between its first two bytes and the rest. */
const withSegment = (marker: number, contents: Uint8Array) => {
  const head = Buffer.from([0xff, 0xd8, 0xff, marker, 0, 0])
  head.writeUInt16BE(contents.length + 2, 4)
  return Buffer.concat([head, contents, tinyJpegs.baseline.file.subarray(2)])
}
const png = buildPng({
  width: 2,
  height: 1,
  depth: 8,
  colorType: 3,
  rows: [0, 0, 0],
  chunks: [pngChunk('PLTE', [1, 2, 3])],
})

describe('a good file', () => {
  it('tells size, time, dimensions, format and colours', () => {
    const { file } = tinyJpegs.baseline
    expect(inspect(file)).toEqual({
      ok: true,
      bytes: file.length,
      mtimeMs: statSync(path.join(folder, 'image.JPEG')).mtimeMs,
      content: contentHash(endsOf(file)),
      orientation: 1,
      width: 5,
      height: 3,
      format: 'JPEG',
      colorModel: 'YCbCr',
    })
  })

  it.each([
    ['grayscale', tinyJpegs.grayscale.file, 'grayscale'],
    ['progressive', tinyJpegs.progressive.file, 'YCbCr'],
    ['CMYK', tinyJpegs.cmyk.file, 'CMYK'],
    ['PNG under a JPEG name', png, 'palette'],
    ['a header longer than the first read', withSegment(0xe1, Buffer.alloc(60_000, 'x')), 'YCbCr'],
    ["a thumbnail's end marker in the header", withSegment(0xe1, Buffer.from([0xff, 0xd9])), 'YCbCr'],
    ['garbage behind the end marker', Buffer.concat([tinyJpegs.baseline.file, Buffer.alloc(9999)]), 'YCbCr'],
    ['a PNG without IEND whose pixels are all there', png.subarray(0, -12), 'palette'],
  ])('accepts %s', (_, file, colorModel) => expect(inspect(file)).toMatchObject({ ok: true, colorModel }))

  it("tells YCCK, RGB and YCbCr apart by Adobe's marker and the component ids, as libjpeg does", () => {
    const adobe = (file: Uint8Array, transform: number) => {
      const segment = Buffer.from('Adobe\0\x64\0\0\0\0_', 'latin1').fill(transform, 11)
      return Buffer.concat([file.subarray(0, 2), Buffer.from([0xff, 0xee, 0, 14]), segment, file.subarray(2)])
    }
    const withoutJfif = Buffer.concat([Buffer.from([0xff, 0xd8]), tinyJpegs.baseline.file.subarray(20)])
    const colorModel = (file: Uint8Array) => inspect(file).colorModel
    expect(colorModel(withoutJfif)).toBe('YCbCr')
    expect(colorModel(adobe(withoutJfif, 0))).toBe('RGB')
    expect(colorModel(adobe(withoutJfif, 1))).toBe('YCbCr')
    expect(colorModel(adobe(tinyJpegs.baseline.file, 0))).toBe('YCbCr')
    const cmyk = Buffer.from(tinyJpegs.cmyk.file)
    cmyk[17] = 2
    expect(colorModel(cmyk)).toBe('YCCK')
  })
})

describe('a fault', () => {
  const { file } = tinyJpegs.progressive
  it.each([
    ['an empty file', new Uint8Array(0), { reason: 'empty-file', bytes: 0 }],
    ['text', Buffer.from('not an image at all'), { reason: 'not-an-image' }],
    [
      'a GIF',
      Buffer.from('GIF89a______'),
      { reason: 'unsupported-format', detail: expect.stringContaining('GIF') as string },
    ],
    ['a JPEG without its end', file.subarray(0, -2), { reason: 'truncated', width: 5, height: 3, colorModel: 'YCbCr' }],
    ['a header that is cut off', file.subarray(0, 100), { reason: 'truncated', format: 'JPEG' }],
    ['a PNG cut in its data', png.subarray(0, -24), { reason: 'truncated', width: 2, height: 1, format: 'PNG' }],
  ])('%s', (_, contents, expected) => expect(inspect(contents)).toMatchObject({ ok: false, ...expected }))

  it('is recorded, not thrown, where there is no file to read', () => {
    expect(inspectImage(new ImageFile(path.join(folder, 'none.JPEG')))).toMatchObject({
      ok: false,
      reason: 'file-missing',
    })
    expect(inspectImage(new ImageFile(folder))).toMatchObject({ ok: false, reason: 'file-unreadable' })
  })
})
