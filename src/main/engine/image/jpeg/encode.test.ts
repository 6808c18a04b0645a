import { expect, it } from 'vitest'
import { createDecoder } from '../decoder.ts'
import { createJpegEncoder } from './encode.ts'

const encode = createJpegEncoder()

it.skipIf(!encode).each([
  [1, 1],
  [17, 5],
  [192, 144],
])('compresses %i × %i pixels to what looks the same', (width, height) => {
  const data = new Uint8Array(width * height * 3).map((_, i) => 128 + 100 * Math.sin(i / (40 * width)))
  const file = encode?.({ width, height, data }) ?? new Uint8Array()
  const shown = createDecoder().decode(file)
  expect(shown).toMatchObject({ width, height })
  const furthest = Math.max(...data.map((value, i) => Math.abs(value - (shown.data[i] ?? 0))))
  expect(furthest).toBeLessThan(12)
  expect(file.byteLength).toBeLessThan(1000 + data.byteLength / 8)
})
