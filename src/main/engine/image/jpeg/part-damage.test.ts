import { describe, expect, it } from 'vitest'
import { ImageFault } from '../../../../shared/skip.ts'
import { createDecoder } from '../decoder.ts'
import { requireWholeHeader } from '../header.ts'
import { readJpegHeader } from './header.ts'
import type { RgbImage, Size } from '../rgb-image.ts'
import { createEncoder, decodedInPart, decodedWhole } from '../testing/jpegs.ts'
import { cutImage, cutPart, seededRandom, windowOf } from '../testing/windows.ts'
import { patternImage, tinyJpegs } from '../testing/tiny-images.ts'

/** What comes of decoding: the pixels, or the fault. */
function outcome(decode: () => Buffer): string {
  try {
    return decode().toString('latin1')
  } catch (error) {
    if (error instanceof ImageFault) return `${error.reason}: ${error.message}`
    throw error
  }
}

describe('a damaged JPEG is decoded in part as it is whole', () => {
  const encode = createEncoder()
  const windows = [
    windowOf([18, 30], [0, 3]),
    windowOf([17, 25], [17, 20]),
    windowOf([0, 41], [20, 31]),
    windowOf([36, 41], [30, 44]),
  ]
  const decoder = createDecoder('native')
  const files = Object.entries({ ...decodedInPart, ...decodedWhole }).map(
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
        window = windowOf([Math.min(wanted.left, right - 1), right], [Math.min(wanted.top, bottom - 1), bottom])
        return window
      }
      const part = outcome(() => cutPart(decoder.decodePart(file, choose), window))
      const expected = image === undefined ? whole : cutImage(image, window).toString('latin1')
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
