import { describe, expect, it } from 'vitest'
import { drawSample } from './draw-sample.ts'

/** So many images of each class, by its place. */
const imagesOf = (...classes: number[]) =>
  classes.flatMap((count, label) =>
    Array.from({ length: count }, (_, i) => ({
      id: label * 1000 + i,
      label,
      bytes: 100 + i,
      content: `${label} ${i}`,
      path: `${label}/${i}`,
    })),
  )

const perClass = (ids: readonly number[], classes: number) =>
  Array.from({ length: classes }, (_, label) => ids.filter((id) => Math.floor(id / 1000) === label).length)

describe('a sample', () => {
  it('has of each class its share', () => {
    expect(perClass(drawSample(imagesOf(500, 300, 200), 100, 1), 3)).toEqual([50, 30, 20])
    const drawn = perClass(drawSample(imagesOf(50, 50, 50, 50), 10, 1), 4)
    expect(drawn.toSorted()).toEqual([2, 2, 3, 3])
  })

  it('has as many images as are wanted, none twice, where there are fewer than classes as well', () => {
    const drawn = drawSample(imagesOf(...Array.from({ length: 100 }, () => 50)), 30, 7)
    expect(new Set(drawn).size).toBe(30)
    expect(Math.max(...perClass(drawn, 100))).toBe(1)
    // Not the first classes in order.
    expect(Math.max(...drawn.map((id) => Math.floor(id / 1000)))).toBeGreaterThan(50)
  })

  it('is another by another seed, and the same one by the same, wherever its images lie', () => {
    const images = imagesOf(40, 40, 40)
    const drawn = (seed: number, of = images) => drawSample(of, 30, seed).toSorted((a, b) => a - b)
    expect(drawn(3)).toEqual(drawn(3))
    expect(drawn(4)).not.toEqual(drawn(3))
    const moved = images.map((image) => ({ ...image, path: `elsewhere/${image.id % 7}/${image.id}` })).toReversed()
    expect(drawn(3, moved)).toEqual(drawn(3))
  })

  it('holds a smaller one of the same seed where the classes are of one size', () => {
    const images = imagesOf(40, 40, 40)
    const small = drawSample(images, 15, 3)
    const large = new Set(drawSample(images, 60, 3))
    expect(small.every((id) => large.has(id))).toBe(true)
  })

  it('has right shares on average: no class is drawn more often for where it stands', () => {
    const images = imagesOf(10, 10, 10, 10)
    const times = [0, 0, 0, 0]
    for (let seed = 0; seed < 400; seed++)
      for (const [label, count] of perClass(drawSample(images, 1, seed), 4).entries())
        times[label] = (times[label] ?? 0) + count
    for (const count of times) expect(Math.abs(count - 100)).toBeLessThan(40)
  })
})
