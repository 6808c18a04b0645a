import { expect, it } from 'vitest'
import { RecordMemory } from './record-memory.ts'

/** Pixels that tell their place. */
function image(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 251)
}

it('cuts any window out of an image, wherever it lies', () => {
  const memory = new RecordMemory()
  const [imageWidth, imageHeight] = [7, 5]
  const pixels = image(imageWidth, imageHeight)
  for (const from of [0, 64])
    for (let left = 0; left < imageWidth; left++)
      for (let top = 0; top < imageHeight; top++)
        for (let width = 1; left + width <= imageWidth; width++)
          for (let height = 1; top + height <= imageHeight; height++) {
            memory.take(from + pixels.length).set(pixels, from)
            const target = new Uint8Array(width * height * 3)
            memory.cut(from, imageWidth, { left, top, width, height }, target)
            const expected = Array.from({ length: height }, (_, row) => {
              const start = ((top + row) * imageWidth + left) * 3
              return [...pixels.subarray(start, start + width * 3)]
            })
            expect([...target]).toEqual(expected.flat())
          }
})

it('keeps what it holds when it grows for a larger record', () => {
  const memory = new RecordMemory()
  const pixels = image(500, 300)
  memory.take(pixels.length).set(pixels)
  const before = memory.hash(0, pixels.length)
  memory.take(10 << 20)
  expect(memory.hash(0, pixels.length)).toBe(before)
})
