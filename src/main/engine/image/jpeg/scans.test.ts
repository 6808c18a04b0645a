import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasSharedCases, sharedCases } from '../../../../testing/shared-data.ts'
import { createDecoder } from '../decoder.ts'
import { requireWholeHeader } from '../header.ts'
import { readJpegHeader } from './header.ts'
import { blocksInImage, walkJpegScans } from './scans.ts'
import { checkScans } from '../limits.ts'
import { createEncoder, SUBSAMPLING, withLastScanAgain, type EncodeOptions } from '../testing/jpegs.ts'
import { patternImage, tinyJpegs } from '../testing/tiny-images.ts'

const encode = createEncoder()
const flat = (side: number) => ({ width: side, height: side, data: new Uint8Array(side * side * 3).fill(90) })
const progressive: EncodeOptions = { subsampling: SUBSAMPLING.grayscale, progressive: 1 }

function scansOf(file: Uint8Array) {
  const header = requireWholeHeader(readJpegHeader(file))
  return { ...walkJpegScans(file, header), blocks: blocksInImage(header) }
}

describe('the blocks that scans go through', () => {
  // libjpeg's script for three components: two scans of all of them, four of the first alone, two of each other.
  it.each<[string, EncodeOptions, number, number]>([
    ['4:4:4', { subsampling: SUBSAMPLING['4:4:4'], progressive: 1 }, 15 * (2 * 3 + 4 + 2 * 2), 15 * 3],
    ['4:2:0', { subsampling: SUBSAMPLING['4:2:0'], progressive: 1 }, 2 * 36 + 4 * 15 + 4 * 6, 15 + 6 + 6],
    ['4:4:0', { subsampling: SUBSAMPLING['4:4:0'], progressive: 1 }, 2 * 40 + 4 * 15 + 4 * 10, 15 + 10 + 10],
  ])('of 33 × 17 pixels, %s', (_, options, blockVisits, blocks) => {
    const { width, height, data } = patternImage(33, 17)
    expect(scansOf(encode({ width, height, data }, options))).toEqual({ ended: true, count: 10, blockVisits, blocks })
  })

  it('count as often as they are repeated, and up to where a file ends', () => {
    const file = encode(flat(64), progressive)
    const { count, blockVisits } = scansOf(file)
    const more = withLastScanAgain(file, 100)
    expect(scansOf(more)).toMatchObject({ count: count + 100, blockVisits: blockVisits + 100 * 64 })
    expect(scansOf(more.subarray(0, -2))).toMatchObject({ ended: false, count: count + 100 })
  })

  it('are those of the components that a scan names, whichever of one id come first', () => {
    const header = requireWholeHeader(readJpegHeader(tinyJpegs.baseline.file))
    const frame = { ...header, width: 64, height: 64, sampling: [0x11, 0x44, 0x11], componentIds: [1, 1, 3] }
    const scan = (...ids: number[]) => Buffer.from([0xff, 0xda, 0, 0, ids.length, ...ids.flatMap((id) => [id, 0])])
    const visits = (...ids: number[]) => walkJpegScans(scan(...ids), { ...frame, scanStart: 0 }).blockVisits
    expect([visits(1), visits(3), visits(1, 1), visits(9)]).toEqual([4, 4, 4 * 17, 0])
  })
})

describe('the bound', () => {
  const PILLOWS_LIMIT = 178_956_970
  const perComponent = Math.ceil(PILLOWS_LIMIT / 64)
  it.each([
    ["libjpeg's ten scans of the largest image in 4:4:4", 10, 14, 3],
    ['fourteen scans of it, twelve of them of one component', 14, 2 * 3 + 12, 3],
    ["libjpeg's eighteen scans of it in CMYK", 18, 6 * 4, 4],
    ['fourteen scans of it in grey', 14, 14, 1],
  ])('lets pass %s', (_, count, visits, components) => {
    expect(() => checkScans({ count, blockVisits: visits * perComponent }, components * perComponent)).not.toThrow()
  })

  it('is not met by hundreds of scans of an image as they are in ImageNet', () => {
    const blocks = 3 * Math.ceil((500 * 375) / 64)
    expect(() => checkScans({ count: 400, blockVisits: 400 * blocks }, blocks)).not.toThrow()
  })
})

describe.each(['native', 'wasm'] as const)('many scans of a large image, %s', (implementation) => {
  const decoder = createDecoder(implementation)
  const refused = (detail: string) =>
    expect.objectContaining({ reason: 'too-large', message: expect.stringContaining(detail) as string }) as Error

  it('are refused before they are decoded', () => {
    const file = withLastScanAgain(encode(flat(2048), progressive), 90)
    const start = performance.now()
    expect(() => decoder.decode(file)).toThrow(
      refused('its 96 scans go through 6291456 blocks, more than the limit of 5048576'),
    )
    expect(performance.now() - start).toBeLessThan(1000)
    expect(() => decoder.decode(withLastScanAgain(encode(flat(16), progressive), 500))).toThrow(refused('500 scans'))
  })

  it('are decoded where they are as many as encoders make', () => {
    const file = encode(flat(1024), progressive)
    const { data } = decoder.decode(withLastScanAgain(file, 14))
    expect(Buffer.compare(data, new Uint8Array(data.length).fill(90))).toBe(0)
  })

  it.skipIf(!hasSharedCases)('the case hostile/pbomb_13377_490r.JPEG: 490 scans of 179 megapixels in 471 KB', () => {
    const file = readFileSync(path.join(sharedCases, 'hostile/pbomb_13377_490r.JPEG'))
    const start = performance.now()
    expect(() => decoder.decode(file)).toThrow(refused('its 491 scans go through 1374274139 blocks'))
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
