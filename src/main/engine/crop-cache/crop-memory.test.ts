import { expect, it } from 'vitest'
import { CropMemory } from './crop-memory.ts'

/** Pixels that tell their position. */
function image(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 251)
}

it('cuts any window out of an image to any offset among the crops, and leaves the others as they are', () => {
  const [imageWidth, imageHeight] = [7, 5]
  const pixels = image(imageWidth, imageHeight)
  const memory = new CropMemory(3 * pixels.length)
  for (const target of [0, pixels.length, 2 * pixels.length])
    for (let left = 0; left < imageWidth; left++)
      for (let top = 0; top < imageHeight; top++)
        for (let width = 1; left + width <= imageWidth; width++)
          for (let height = 1; top + height <= imageHeight; height++) {
            memory.reserve(pixels.length).set(pixels, memory.image)
            const crops = memory.crops(0, 3 * pixels.length).fill(255)
            memory.cut(imageWidth, { left, top, width, height }, target)
            const expected = Array.from({ length: height }, (_, row) => {
              const start = ((top + row) * imageWidth + left) * 3
              return [...pixels.subarray(start, start + width * 3)]
            }).flat()
            const end = target + expected.length
            expect([...crops.subarray(target, end)]).toEqual(expected)
            expect([...crops.subarray(0, target), ...crops.subarray(end)].every((byte) => byte === 255)).toBe(true)
          }
})

it('keeps crops and image when it grows for a larger image', () => {
  const memory = new CropMemory(1000)
  const pixels = image(500, 300)
  memory.crops(0, 1000).fill(7)
  memory.reserve(pixels.length).set(pixels, memory.image)
  const before = memory.hash(pixels.length)
  memory.reserve(10 << 20)
  expect(memory.hash(pixels.length)).toBe(before)
  expect(memory.crops(0, 1000).every((byte) => byte === 7)).toBe(true)
})

it('says what to do where there is no room for the crops of a batch', () => {
  const refusal = { code: 'memory-limit', message: expect.stringContaining('take a smaller batch') as unknown }
  expect(() => new CropMemory(5 * 2 ** 30)).toThrow(expect.objectContaining(refusal) as unknown)
})
