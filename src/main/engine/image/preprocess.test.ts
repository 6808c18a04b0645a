import { FORMAT_RGB, compressSync } from '@julusian/jpeg-turbo'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { CropRounding, Fit, Resampler, type Geometry } from '../../../shared/recipe.ts'
import { createDecoder } from './decoder.ts'
import { planGeometry } from './geometry.ts'
import { createPreprocessor, cropResized } from './preprocess.ts'
import type { RgbImage } from './rgb-image.ts'
import { resample } from './specification/resample.ts'
import { buildPng, patternImage, tinyJpegs } from './testing/tiny-images.ts'

const width = 97
const height = 64
const pattern = patternImage(width, height).data
const photo = compressSync(Buffer.from(pattern), { format: FORMAT_RGB, width, height })
const rows = Array.from({ length: height }, (_, y) => [0, ...pattern.subarray(y * width * 3, (y + 1) * width * 3)])
const png = buildPng({ width, height, depth: 8, colorType: 2, rows: rows.flat() })

const geometries: Geometry[] = Fit.options.flatMap((fit) =>
  Resampler.options.flatMap((resampler) =>
    CropRounding.options.map((cropRounding) => {
      const filled = fit === 'longest' ? { fill: [1, 2, 3] as [number, number, number] } : {}
      return { fit, resampler, cropRounding, resize: 40, crop: 33, ...filled }
    }),
  ),
)

/** As the specification says, pixel by pixel: of the whole image, resized, and of nothing around it. */
function specified(image: RgbImage, geometry: Geometry): Uint8Array {
  const { resized, window } = planGeometry(width, height, geometry)
  const whole = new Uint8Array(resized.width * resized.height * 3)
  resample(geometry.resampler, image, resized, { left: 0, top: 0, ...resized }, whole)
  const pixel = (x: number, y: number) => {
    const isInside = x >= 0 && y >= 0 && x < resized.width && y < resized.height
    const from = (y * resized.width + x) * 3
    return isInside ? [...whole.subarray(from, from + 3)] : (geometry.fill ?? [])
  }
  const side = Array.from({ length: window.width }, (_, i) => i)
  return Uint8Array.from(side.flatMap((y) => side.flatMap((x) => pixel(window.left + x, window.top + y))))
}

describe.each(['native', 'wasm'] as const)('preprocessing, %s', (implementation) => {
  it.each(geometries)('$fit, $resampler, $cropRounding: as specified, cropped before or after', (geometry) => {
    const preprocessor = createPreprocessor(implementation)
    const decoder = createDecoder(implementation)
    for (const file of [photo, png, photo]) {
      const expected = specified(decoder.decode(file), geometry)

      const cropped = new Uint8Array(expected.length)
      preprocessor.preprocess(file, geometry, cropped)
      expect(Buffer.compare(cropped, expected)).toBe(0)

      const whole = preprocessor.decode(file).resize(geometry)
      expect(whole.size).toEqual(planGeometry(width, height, geometry).resized)
      cropResized(whole, geometry, cropped.fill(0))
      expect(Buffer.compare(cropped, expected)).toBe(0)
    }
  })

  it('makes of an image that was decoded once what is made of it alone, in whatever order', () => {
    const crops = [33, 8, 20].flatMap((crop) => geometries.map((geometry) => ({ ...geometry, crop })))
    const resizes = [40, 52, 33].flatMap((resize) => crops.map((geometry) => ({ ...geometry, resize })))
    const fitting = resizes.filter(({ resize, crop }) => crop <= resize)
    const preprocessor = createPreprocessor(implementation)
    const alone = createPreprocessor(implementation)
    for (const file of [photo, png]) {
      const image = preprocessor.decode(file, fitting)
      for (const geometry of fitting) {
        const sharing = fitting.filter(({ fit, resize, resampler }) =>
          isDeepStrictEqual([fit, resize, resampler], [geometry.fit, geometry.resize, geometry.resampler]),
        )
        const bytes = geometry.crop ** 2 * 3
        const [together, expected] = [new Uint8Array(bytes), new Uint8Array(bytes)]
        cropResized(image.resize(geometry, sharing), geometry, together)
        alone.preprocess(file, geometry, expected)
        expect(Buffer.compare(together, expected)).toBe(0)
      }
    }
  })

  it('leaves out a crop that the resized image is too small for, and makes the others', () => {
    const geometry: Geometry = { ...recipe, fit: 'none' }
    const large = { ...geometry, crop: height + 1 }
    const preprocessor = createPreprocessor(implementation)
    const resized = preprocessor.decode(photo, [large, geometry]).resize(geometry, [large, geometry])
    const [cropped, expected] = [new Uint8Array(33 * 33 * 3), new Uint8Array(33 * 33 * 3)]
    cropResized(resized, geometry, cropped)
    preprocessor.preprocess(photo, geometry, expected)
    expect(cropped).toEqual(expected)
    const target = new Uint8Array(large.crop ** 2 * 3)
    expect(() => cropResized(resized, large, target)).toThrow(`less than the crop of ${large.crop}`)
    const none = preprocessor.decode(photo, [large]).resize(large, [large])
    expect(() => cropResized(none, large, target)).toThrow(`less than the crop of ${large.crop}`)
  })

  it('allocates no buffer for the next image', () => {
    const geometry: Geometry = { ...recipe, fit: 'squash' }
    const preprocessor = createPreprocessor(implementation)
    const crop = new Uint8Array(33 * 33 * 3)
    const files = [photo, tinyJpegs.cmyk.file, tinyJpegs.progressive.file]
    const preprocessAll = () => {
      for (const file of files) {
        preprocessor.preprocess(file, geometry, crop)
        preprocessor.decode(file).resize(geometry)
      }
    }
    preprocessAll()
    const { arrayBuffers } = process.memoryUsage()
    for (let round = 0; round < 50; round++) preprocessAll()
    expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(arrayBuffers)
  })
})

const recipe: Geometry = {
  fit: 'shortest',
  resize: 40,
  crop: 33,
  resampler: 'pillow-bilinear',
  cropRounding: 'half-even',
}

it('refuses what is smaller than the crop, cropped before or after', () => {
  const geometry: Geometry = { ...recipe, fit: 'none' }
  const target = new Uint8Array(33 * 33 * 3)
  const small = expect.objectContaining({ reason: 'smaller-than-crop' }) as unknown
  const preprocessor = createPreprocessor()
  expect(() => preprocessor.preprocess(tinyJpegs.baseline.file, geometry, target)).toThrow(small)
  const whole = preprocessor.decode(tinyJpegs.baseline.file).resize(geometry)
  expect(() => cropResized(whole, geometry, target)).toThrow(small)
})
