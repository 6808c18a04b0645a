import { describe, expect, it } from 'vitest'
import { ImageFault } from '../../../shared/skip.ts'
import { createDecoder } from './decoder.ts'
import { requireWholeHeader } from './header.ts'
import { readJpegHeader } from './jpeg-header.ts'
import { openNativeJpeg } from './jpeg-native.ts'
import type { CropWindow, RgbImage, RgbPart, Size } from './rgb-image.ts'
import { createEncoder, SUBSAMPLING, type EncodeOptions } from './test-jpegs.ts'
import { patternImage, tinyJpegs } from './tiny-images.ts'

const isNative = process.platform === 'linux'
const encode = isNative ? createEncoder() : () => new Uint8Array(0)

/** The same numbers every time: below `limit`, not negative. */
function seededRandom(seed: number): (limit: number) => number {
  return (limit) => (seed = (seed * 48271) % 0x7fffffff) % limit
}

/** What a window of an image has, copied. */
function cut({ data, width }: RgbImage, { left, top, ...size }: CropWindow): Buffer {
  const rows = Array.from({ length: size.height }, (_, row) => {
    const from = ((top + row) * width + left) * 3
    return data.subarray(from, from + size.width * 3)
  })
  return Buffer.concat(rows)
}

function cutPart({ window, data }: RgbPart, { left, top, ...size }: CropWindow): Buffer {
  return cut({ ...window, data }, { left: left - window.left, top: top - window.top, ...size })
}

function toWindow([left, right]: readonly [number, number], [top, bottom]: readonly [number, number]): CropWindow {
  return { left, top, width: right - left, height: bottom - top }
}

/** From each sample of an axis on: one, any number, all. */
function spans(length: number, random: (limit: number) => number): [from: number, to: number][] {
  return Array.from({ length }, (_, from) => from).flatMap((from) => [
    [from, from + 1],
    [from, from + 1 + random(length - from)],
    [from, length],
  ])
}

const kinds: Record<string, EncodeOptions> = {
  ...Object.fromEntries(Object.entries(SUBSAMPLING).map(([name, subsampling]) => [name, { subsampling }])),
  RGB: { subsampling: SUBSAMPLING['4:4:4'], colorspace: 0 },
  '4:2:0, restarts': { subsampling: SUBSAMPLING['4:2:0'], restartBlocks: 2 },
  '4:2:2, restarts': { subsampling: SUBSAMPLING['4:2:2'], restartRows: 1 },
  '4:4:0, restarts': { subsampling: SUBSAMPLING['4:4:0'], restartBlocks: 5 },
  '4:1:1, restarts': { subsampling: SUBSAMPLING['4:1:1'], restartBlocks: 1 },
  'grayscale, restarts': { subsampling: SUBSAMPLING.grayscale, restartBlocks: 7 },
}
const decodedWhole: Record<string, EncodeOptions> = {
  '4:4:1': { subsampling: SUBSAMPLING['4:4:1'] },
  'progressive 4:2:0': { subsampling: SUBSAMPLING['4:2:0'], progressive: 1 },
  'progressive 4:4:4': { subsampling: SUBSAMPLING['4:4:4'], progressive: 1 },
  'arithmetic 4:2:0': { subsampling: SUBSAMPLING['4:2:0'], arithmetic: 1 },
}
const sizes = [[1, 1], [2, 3], [3, 40], [4, 17], [5, 3], [9, 9], [17, 33], [33, 16], [40, 24], [67, 50], [96, 80]] as const // prettier-ignore

describe.skipIf(!isNative)('a part of a JPEG', () => {
  const decoder = createDecoder('native')

  it.each(Object.entries({ ...kinds, ...decodedWhole }))('has the pixels of the whole: %s', (kind, options) => {
    const random = seededRandom(1)
    let smaller = 0
    for (const [width, height] of sizes) {
      const file = encode(patternImage(width, height), options)
      const { data } = decoder.decode(file)
      const whole = { width, height, data: data.slice() }
      const across = spans(width, random)
      const down = spans(height, random)
      for (let i = 0; i < Math.max(across.length, down.length); i++) {
        const columns = across[i] ?? across[random(across.length)] ?? [0, width]
        const rows = down[i] ?? down[random(down.length)] ?? [0, height]
        const window = toWindow(columns, rows)
        const part = decoder.decodePart(file, () => window)
        expect(part.size).toEqual({ width, height })
        if (part.window.width * part.window.height < width * height) smaller++
        if (Buffer.compare(cutPart(part, window), cut(whole, window)) !== 0) {
          expect.unreachable(`${width} × ${height}: ${JSON.stringify(window)} of ${JSON.stringify(part.window)}`)
        }
      }
    }
    if (kind in decodedWhole) expect(smaller).toBe(0)
    else expect(smaller).toBeGreaterThan(700)
  })

  it('needs a column more on each side, and only that', () => {
    const backend = openNativeJpeg()
    const pixels = new Uint8Array(96 * 80 * 3)
    const wrongColumns = (subsampling: number, [left, right]: readonly [number, number]) => {
      const file = encode(patternImage(96, 80), { subsampling })
      const image = decoder.decode(file)
      const window = toWindow([left, right], [5, 70])
      expect(backend.decompressPart?.(file, image, window, pixels)).toBe(true)
      const part = { size: image, window, data: pixels }
      return Array.from({ length: right - left }, (_, i) => left + i).filter((x) => {
        const column = toWindow([x, x + 1], [5, 70])
        return Buffer.compare(cutPart(part, column), cut(image, column)) !== 0
      })
    }
    for (const name of ['4:2:2', '4:2:0'] as const) {
      expect(wrongColumns(SUBSAMPLING[name], [32, 64])).toEqual([32, 63])
      expect(wrongColumns(SUBSAMPLING[name], [32, 63])).toEqual([32])
      expect(wrongColumns(SUBSAMPLING[name], [0, 96])).toEqual([])
    }
    for (const name of ['4:4:4', '4:4:0', '4:1:1', 'grayscale'] as const) {
      expect(wrongColumns(SUBSAMPLING[name], [32, 64])).toEqual([])
      expect(wrongColumns(SUBSAMPLING[name], [32, 63])).toEqual([])
    }
  })

  it('is no larger than it must be', () => {
    const file = encode(patternImage(96, 80), kinds['4:2:0'] ?? { subsampling: 2 })
    const { window } = decoder.decodePart(file, () => toWindow([33, 50], [21, 22]))
    expect(window).toEqual(toWindow([32, 51], [21, 22]))
    expect(decoder.decodePart(file, () => toWindow([32, 50], [0, 80])).window).toEqual(toWindow([16, 51], [0, 80]))
    expect(decoder.decodePart(file, () => undefined).window).toEqual(toWindow([0, 96], [0, 80]))
  })
})

/** What comes of decoding: the pixels, or the fault. */
function outcome(decode: () => Buffer): string {
  try {
    return decode().toString('latin1')
  } catch (error) {
    if (error instanceof ImageFault) return `${error.reason}: ${error.message}`
    throw error
  }
}

describe.skipIf(!isNative)('a damaged JPEG is decoded in part as it is whole', () => {
  const windows = [
    toWindow([18, 30], [0, 3]),
    toWindow([17, 25], [17, 20]),
    toWindow([0, 41], [20, 31]),
    toWindow([36, 41], [30, 44]),
  ]
  const decoder = createDecoder('native')
  const files = Object.entries({ ...kinds, ...decodedWhole }).map(
    ([name, options]) => [name, encode(patternImage(41, 44), { ...options, quality: 30 })] as const,
  )
  files.push(...Object.entries(tinyJpegs).map(([name, { file }]) => [`tiny ${name}`, file] as const))

  /** Compares both ways for each window and says what came of them. */
  function compare(file: Uint8Array, what: string): string {
    let image: RgbImage | undefined
    const whole = outcome(() => {
      const { width, height, data } = decoder.decode(file)
      image = { width, height, data: data.slice() }
      return Buffer.alloc(0)
    })
    for (const wanted of windows) {
      let window = wanted
      const choose = ({ width, height }: Size) => {
        const right = Math.min(width, wanted.left + wanted.width)
        const bottom = Math.min(height, wanted.top + wanted.height)
        window = toWindow([Math.min(wanted.left, right - 1), right], [Math.min(wanted.top, bottom - 1), bottom])
        return window
      }
      const part = outcome(() => cutPart(decoder.decodePart(file, choose), window))
      const expected = image === undefined ? whole : cut(image, window).toString('latin1')
      if (part !== expected) expect.unreachable(`${what}, ${JSON.stringify(window)}: ${part}, not ${expected}`)
    }
    return image === undefined ? whole.slice(0, whole.indexOf(':')) : 'decoded'
  }

  const fewer = files.filter(([name]) => /^tiny|^4:2:0$|^4:2:2, restarts|^grayscale$|^progressive 4:2:0/.test(name))
  it.each(fewer)('cut off anywhere: %s', (name, file) => {
    const lengths = Array.from({ length: file.length + 1 }, (_, length) => length)
    const seen = lengths.map((length) => compare(file.subarray(0, length), `${name}, ${length} bytes`))
    expect(seen).toContain('truncated')
    expect(seen.at(-1)).toBe('decoded')
  })

  it.each(files)('with a marker anywhere: %s', (name, original) => {
    const random = seededRandom(7)
    const { scanStart } = requireWholeHeader(readJpegHeader(original))
    const markers = [0x01, 0x12, 0xc0, 0xc4, 0xd0, 0xd3, 0xd8, 0xd9, 0xda, 0xdb, 0xdd, 0xe0, 0xfe, 0xff]
    const file = Buffer.from(original)
    for (let position = scanStart; position < file.length - 2; position += 1 + random(9)) {
      const marker = markers[random(markers.length)] ?? 0
      file.set([0xff, marker], position)
      compare(file, `${name}, ${marker} at ${position}`)
      file.set(original.subarray(position, position + 2), position)
    }
  })

  it('with other bytes anywhere', () => {
    const random = seededRandom(8)
    for (let round = 0; round < 1000; round++) {
      const [name, original] = files[round % files.length] ?? ['', new Uint8Array(0)]
      const { scanStart } = requireWholeHeader(readJpegHeader(original))
      const file = Buffer.from(original)
      const from = random(5) === 0 ? 2 : scanStart
      for (let changes = 1 + random(3); changes > 0; changes--) {
        const position = from + random(file.length - from)
        const kind = random(4)
        if (kind === 0) file.copy(file, position, from + random(file.length - from))
        else if (kind === 1) file.subarray(position, position + random(40)).fill(random(2) * 255)
        else file[position] = random(256)
      }
      compare(random(8) === 0 ? file.subarray(0, random(file.length)) : file, `${name}, round ${round}`)
    }
  })
})
