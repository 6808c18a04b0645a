import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'
import { Resampler, type Geometry } from '../../../shared/recipe.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { createDecoder, createPreprocessor, cropResized, ImageFile, inspectImage } from './index.ts'

const implementations = ['native', 'wasm'] as const
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
const size = { file: z.string(), width: z.int(), height: z.int(), sha256: z.string() }
const PixelCase = z.discriminatedUnion('op', [
  z.object({ ...size, op: z.literal('decode') }),
  z.object({ ...size, op: z.literal('squash'), resampler: z.string() }),
  z.object({ ...size, op: z.literal('shortest+crop'), resampler: z.string(), shortest: z.int() }),
])
type PixelCase = z.infer<typeof PixelCase>
const Fixture = z.union([z.object(size), z.object({ file: z.string(), error: z.string() })])

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(sharedData, file), 'utf8'))

describe.skipIf(!hasSharedData)("against Pillow and OpenCV (needs ../shared/data, the team's reference data)", () => {
  const sample = path.join(sharedData, 'imagenet-sample', 'val')

  it.each(implementations)('gives the reference pixels, %s decoder', (implementation) => {
    const decoder = createDecoder(implementation)
    const paths = new Map(
      readdirSync(sample, { recursive: true, encoding: 'utf8' }).map((file) => [path.basename(file), file]),
    )
    const { cases } = z.object({ cases: z.array(PixelCase) }).parse(readJson('reference/pixels.json'))
    const ours = cases.filter((one) => one.op === 'decode' || Resampler.safeParse(one.resampler).success)
    const wrong = ours.filter((one) => {
      const bytes = readFileSync(path.join(sample, paths.get(one.file) ?? one.file))
      if (one.op === 'decode') return sha256(decoder.decode(bytes).data) !== one.sha256
      const target = new Uint8Array(one.width * one.height * 3)
      const geometry = geometryOf(one)
      const preprocessor = createPreprocessor(implementation)
      preprocessor.preprocess(bytes, geometry, target)
      if (sha256(target) !== one.sha256) return true
      cropResized(preprocessor.decode(bytes).resize(geometry), geometry, target.fill(0))
      return sha256(target) !== one.sha256
    })
    expect(wrong).toEqual([])
    expect(ours.length).toBe(375)
  })

  it.each(implementations)(
    'decodes what Pillow decodes and skips what Pillow refuses, %s decoder',
    (implementation) => {
      const decoder = createDecoder(implementation)
      for (const fixture of z.array(Fixture).parse(readJson('fixtures/fixtures.json'))) {
        const file = path.join(sharedData, 'fixtures', fixture.file)
        const inspection = inspectImage(new ImageFile(file))
        if ('error' in fixture) {
          expect(() => decoder.decode(readFileSync(file)), fixture.file).toThrow(ImageFault)
          expect(inspection, fixture.file).toMatchObject({ ok: false })
        } else {
          const { width, height } = fixture
          expect(sha256(decoder.decode(readFileSync(file)).data), fixture.file).toBe(fixture.sha256)
          expect(inspection, fixture.file).toMatchObject({ ok: true, width, height })
        }
      }
    },
  )

  it('finds no fault in a real ImageNet file', () => {
    const files = readdirSync(sample, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.JPEG'))
    const faults = files.map((file) => inspectImage(new ImageFile(path.join(sample, file)))).filter(({ ok }) => !ok)
    expect(files.length).toBe(500)
    expect(faults).toEqual([])
  })
})

function geometryOf(one: Exclude<PixelCase, { op: 'decode' }>): Geometry {
  return {
    fit: one.op === 'squash' ? 'squash' : 'shortest',
    resize: one.op === 'squash' ? one.width : one.shortest,
    crop: one.width,
    cropRounding: 'half-even',
    resampler: Resampler.parse(one.resampler),
  }
}
