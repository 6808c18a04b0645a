import { describe, expect, it } from 'vitest'
import { createDecoder } from '../decoder.ts'
import { requireWholeHeader } from '../header.ts'
import { readJpegHeader } from './header.ts'
import { openNativeJpeg } from './native.ts'
import { partToDecode } from './part.ts'
import { createEncoder, decodedInPart, decodedWhole, SUBSAMPLING } from '../testing/jpegs.ts'
import { cutImage, cutPart, seededRandom, windowOf } from '../testing/windows.ts'
import { patternImage } from '../testing/tiny-images.ts'

/** From each sample of an axis on: one, any number, all. */
function spans(length: number, random: (limit: number) => number): [from: number, to: number][] {
  return Array.from({ length }, (_, from) => from).flatMap((from) => [
    [from, from + 1],
    [from, from + 1 + random(length - from)],
    [from, length],
  ])
}

const sizes = [[1, 1], [2, 3], [3, 40], [4, 17], [5, 3], [9, 9], [17, 33], [33, 16], [40, 24], [67, 50], [96, 80]] as const // prettier-ignore

describe('a part of a JPEG', () => {
  const encode = createEncoder()
  const decoder = createDecoder('native')

  it.each(Object.entries({ ...decodedInPart, ...decodedWhole }))('has the pixels of the whole: %s', (kind, options) => {
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
        const window = windowOf(columns, rows)
        const part = decoder.decodePart(file, () => window)
        expect(part.size).toEqual({ width, height })
        if (part.window.width * part.window.height < width * height) smaller++
        if (Buffer.compare(cutPart(part, window), cutImage(whole, window)) !== 0) {
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
      const window = windowOf([left, right], [5, 70])
      expect(backend.decompressPart?.(file, image, window, pixels)).toBe(true)
      const part = { size: image, window, data: pixels }
      return Array.from({ length: right - left }, (_, i) => left + i).filter((x) => {
        const column = windowOf([x, x + 1], [5, 70])
        return Buffer.compare(cutPart(part, column), cutImage(image, column)) !== 0
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
    const file = encode(patternImage(96, 80), { subsampling: SUBSAMPLING['4:2:0'] })
    const { window } = decoder.decodePart(file, () => windowOf([33, 50], [21, 22]))
    expect(window).toEqual(windowOf([32, 51], [21, 22]))
    expect(decoder.decodePart(file, () => windowOf([32, 50], [0, 80])).window).toEqual(windowOf([16, 51], [0, 80]))
    expect(decoder.decodePart(file, () => undefined).window).toEqual(windowOf([0, 96], [0, 80]))
    const twice = Buffer.concat([file, file])
    expect(decoder.decodePart(twice, () => windowOf([33, 50], [21, 22])).window).toEqual(window)
  })

  it('is all of it where anything but its end follows the scan, unless that is decoded anyway', () => {
    const file = encode(patternImage(96, 80), { subsampling: SUBSAMPLING['4:2:0'] })
    const comment = Buffer.from('fffe000548656c', 'hex')
    const commented = Buffer.concat([file.subarray(0, -2), comment, file.subarray(-2)])
    const above = windowOf([33, 50], [21, 22])
    const below = windowOf([33, 50], [21, 80])
    expect(decoder.decodePart(commented, () => above).window).toEqual(windowOf([0, 96], [0, 80]))
    expect(decoder.decodePart(commented, () => below).window).toEqual(windowOf([32, 51], [21, 80]))
  })

  it('is all of it for sampling factors that are not tested here', () => {
    const file = encode(patternImage(96, 80), { subsampling: SUBSAMPLING['4:2:0'] })
    const header = requireWholeHeader(readJpegHeader(file))
    const part = (...sampling: number[]) => partToDecode(file, { ...header, sampling }, windowOf([33, 50], [21, 22]))
    expect(part(0x22, 0x11, 0x11)).toBeDefined()
    expect(part(0x11)).toBeDefined()
    for (const untested of [[0x22, 0x12, 0x12], [0x22, 0x22, 0x22], [0x31, 0x11, 0x11], [0x14, 0x11, 0x11], [0x22]]) {
      expect(part(...untested)).toBeUndefined()
    }
  })
})
