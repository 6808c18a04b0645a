import { FORMAT_RGB, compressSync } from '@julusian/jpeg-turbo'
import { describe, expect, it } from 'vitest'
import { CropRounding, Fit, Resampler, type Geometry } from '../../../shared/recipe.ts'
import { createDecoder } from './decoder.ts'
import { planGeometry } from './geometry.ts'
import { createPreprocessor, cropResized } from './preprocess.ts'
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
    CropRounding.options.map((cropRounding) => ({ fit, resampler, cropRounding, resize: 40, crop: 33 })),
  ),
)

describe.each(['native', 'wasm'] as const)('preprocessing, %s', (implementation) => {
  it.each(geometries)('$fit, $resampler, $cropRounding: as specified, cropped before or after', (geometry) => {
    const preprocessor = createPreprocessor(geometry, implementation)
    const decoder = createDecoder(implementation)
    for (const file of [photo, png, photo]) {
      const expected = new Uint8Array(33 * 33 * 3)
      const { resized, window } = planGeometry(width, height, geometry)
      resample(geometry.resampler, decoder.decode(file), resized, window, expected)

      const cropped = new Uint8Array(expected.length)
      preprocessor.preprocess(file, cropped)
      expect(Buffer.compare(cropped, expected)).toBe(0)

      const whole = preprocessor.resize(file)
      expect(whole).toMatchObject(resized)
      cropResized(whole, geometry, cropped.fill(0))
      expect(Buffer.compare(cropped, expected)).toBe(0)
    }
  })

  it('allocates no buffer for the next image', () => {
    const geometry: Geometry = { ...recipe, fit: 'squash' }
    const preprocessor = createPreprocessor(geometry, implementation)
    const crop = new Uint8Array(33 * 33 * 3)
    const files = [photo, tinyJpegs.cmyk.file, tinyJpegs.progressive.file]
    const preprocessAll = () => {
      for (const file of files) {
        preprocessor.preprocess(file, crop)
        preprocessor.resize(file)
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
  const preprocessor = createPreprocessor(geometry)
  expect(() => preprocessor.preprocess(tinyJpegs.baseline.file, target)).toThrow(small)
  expect(() => cropResized(preprocessor.resize(tinyJpegs.baseline.file), geometry, target)).toThrow(small)
})
