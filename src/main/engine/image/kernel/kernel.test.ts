import { describe, expect, it } from 'vitest'
import { Resampler } from '../../../../shared/recipe.ts'
import { copyWindow } from '../copy-window.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'
import { resample } from '../specification/resample.ts'
import { Kernel } from './kernel.ts'
import { pixelsRead } from './pixels-read.ts'

const kernel = new Kernel()
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex')

/** The same numbers every time: below `limit`, not negative. */
function seededRandom(seed: number): (limit: number) => number {
  return (limit) => (seed = (seed * 48271) % 0x7fffffff) % limit
}

/** Of the whole image, and of the part of it that is said to be read. */
function expectSpecified(resampler: Resampler, image: RgbImage, resized: Size, window: CropWindow): void {
  const expected = new Uint8Array(window.width * window.height * 3)
  resample(resampler, image, resized, window, expected)
  const expectExpected = (actual: Uint8Array, what: string) => {
    if (Buffer.compare(actual, expected) === 0) return
    const sizes = [image.width, image.height, resized.width, resized.height].join(' ')
    expect(hex(actual), `${what} ${sizes} ${JSON.stringify(window)}`).toBe(hex(expected))
  }
  expectExpected(kernel.resample(resampler, image, resized, window), 'whole')
  const read = pixelsRead(resampler, image, resized, window)
  const part = { size: image, window: read, data: new Uint8Array(read.width * read.height * 3) }
  copyWindow(image, read, part.data)
  expectExpected(kernel.resamplePart(resampler, part, resized, window), 'part')
}

/** A window of one axis: often all of it. */
function span(random: (limit: number) => number, length: number): [from: number, length: number] {
  if (random(3) === 0) return [0, length]
  const from = random(length)
  return [from, 1 + random(length - from)]
}

/** Noise, or only black and white, where bicubic weights overshoot the most. */
function randomImage(random: (limit: number) => number, { width, height }: Size): RgbImage {
  const isStark = random(2) === 0
  const data = new Uint8Array(width * height * 3).map(() => (isStark ? 255 * random(2) : random(256)))
  return { width, height, data }
}

describe.each(Resampler.options)('%s in the kernel is what is specified', (resampler) => {
  it('for every small size', () => {
    const random = seededRandom(1)
    for (let width = 1; width <= 12; width++) {
      for (let resizedWidth = 1; resizedWidth <= 12; resizedWidth++) {
        const image = randomImage(random, { width, height: 1 + random(9) })
        const resized = { width: resizedWidth, height: 1 + random(9) }
        expectSpecified(resampler, image, resized, { left: 0, top: 0, ...resized })
      }
    }
  })

  it('for sizes, scales and windows of any kind', () => {
    const random = seededRandom(2)
    const side = () => 1 + random(random(4) === 0 ? 4 : 90)
    for (let round = 0; round < 1500; round++) {
      const image = randomImage(random, { width: side(), height: side() })
      const kind = random(8)
      const resized =
        kind === 0
          ? { width: image.width, height: side() }
          : kind === 1
            ? { width: side(), height: image.height }
            : { width: side(), height: side() }
      const [left, width] = span(random, resized.width)
      const [top, height] = span(random, resized.height)
      expectSpecified(resampler, image, resized, { left, top, width, height })
    }
  })

  it('for an exact half', () => {
    const random = seededRandom(3)
    for (let round = 0; round < 100; round++) {
      const resized = { width: 1 + random(40), height: 1 + random(40) }
      const image = randomImage(random, { width: 2 * resized.width, height: 2 * resized.height })
      const [left, width] = span(random, resized.width)
      const [top, height] = span(random, resized.height)
      expectSpecified(resampler, image, resized, { left, top, width, height })
    }
  })

  it('for extreme ratios', () => {
    const random = seededRandom(4)
    const sides = [1, 2, 3, 17, 5000]
    for (const width of sides) {
      for (const height of sides) {
        if (width * height > 100_000) continue
        const image = randomImage(random, { width, height })
        for (const resized of [
          { width: 1, height: 1 },
          { width: 7, height: 3 },
          { width: 600, height: 2 },
        ])
          expectSpecified(resampler, image, resized, { left: 0, top: 0, ...resized })
      }
    }
  })
})

describe('the memory of the kernel', () => {
  it('stops growing once it has held the largest image', () => {
    const kernel = new Kernel()
    const resized = { width: 40, height: 30 }
    const seeAll = () => {
      for (const width of [50, 900, 20]) {
        for (const resampler of Resampler.options) {
          const image = { width, height: 300, data: kernel.take(width * 300 * 3) }
          kernel.resample(resampler, image, resized, { left: 3, top: 0, width: 30, height: 30 })
        }
      }
    }
    seeAll()
    const { buffer } = kernel.take(1)
    for (let round = 0; round < 20; round++) seeAll()
    expect(kernel.take(1).buffer).toBe(buffer)
  })

  it('holds no giant image, whose pixels are given back at once', () => {
    const kernel = new Kernel()
    const pixels = kernel.take(300 << 20)
    kernel.release()
    expect(pixels.buffer.byteLength).toBe(0)
    expect(kernel.take(1).buffer.byteLength).toBeLessThan(2 << 20)
  })

  it('is not asked for where no image needs as much', () => {
    const large = expect.objectContaining({ reason: 'too-large' }) as unknown
    const kernel = new Kernel()
    expect(() => kernel.take(2 ** 31)).toThrow(large)
    const image = { width: 1, height: 3, data: new Uint8Array(9) }
    const resized = { width: 20_000, height: 60_000 }
    expect(() => kernel.resample('pillow-bilinear', image, resized, { left: 0, top: 0, ...resized })).toThrow(large)
  })
})

describe('an image too large for the kernel', () => {
  const size = { width: 4900, height: 4600 }
  const data = new Uint8Array(size.width * size.height * 3)
  for (let i = 0; i < data.length; i++) data[i] = Math.imul(i, 2654435761) >>> 24
  const image = { ...size, data }

  it.each<[Resampler, Size]>([
    ...Resampler.options.map((resampler): [Resampler, Size] => [resampler, { width: 187, height: 171 }]),
    ['opencv-linear', { width: 2450, height: 2300 }],
  ])('is resampled band by band to what it would be in one piece: %s to %j', (resampler, resized) => {
    const window = { left: 11, top: 3, width: resized.width - 20, height: resized.height - 7 }
    const whole = kernel.resample(resampler, image, resized, window).slice()
    for (const top of [window.top, window.top + (window.height >> 1), window.top + window.height - 9]) {
      const rows = { ...window, top, height: 9 }
      const read = pixelsRead(resampler, size, resized, rows)
      const part = { size, window: read, data: new Uint8Array(read.width * read.height * 3) }
      copyWindow(image, read, part.data)
      const from = (top - window.top) * window.width * 3
      const expected = kernel.resamplePart(resampler, part, resized, rows)
      expect(Buffer.compare(whole.subarray(from, from + expected.length), expected)).toBe(0)
    }
  })
})
