import { expect, it } from 'vitest'
import { histogram } from './histogram.ts'

const each = (values: readonly number[]) => values.map((value) => ({ value, images: 1 }))
const edges = ({ first, step, counts }: ReturnType<typeof histogram>) =>
  [first, first + counts.length].map((edge) => Number((edge * step).toPrecision(12)))

it('bins have a width of 1, 2 or 5 times a power of ten, and hold every value once', () => {
  const widths = Array.from({ length: 1000 }, (_, n) => 120 + n)
  const counted = histogram(each(widths), 1)
  expect(counted).toMatchObject({ step: 50, smallest: 120, median: 619, largest: 1119 })
  expect(edges(counted)).toEqual([100, 1150])
  expect(counted.counts.reduce((sum, images) => sum + images, 0)).toBe(1000)
  expect(counted.counts[1]).toBe(50)
})

it('few values far away are in the outermost bins', () => {
  const counted = histogram([...each([1, 20_000]), { value: 500, images: 500 }, { value: 375, images: 498 }], 1)
  expect(counted).toMatchObject({ smallest: 1, largest: 20_000, median: 500 })
  expect(edges(counted)).toEqual([370, 510])
  expect([counted.counts[0], counted.counts.at(-1)]).toEqual([499, 501])
})

it('a bound of the ratio of 3 to 2 is of the bin above it, whatever a division rounds it to', () => {
  const counted = histogram(each([0.7, 0.75, 1, 4 / 3, 1.5, 1.7, 1.77]))
  expect(counted.step).toBe(0.05)
  expect(counted.counts[30 - counted.first]).toBe(1)
})

it('where all are the same there is one bin', () => {
  expect(histogram([{ value: 224, images: 9 }], 1)).toEqual({
    ...{ first: 224, step: 1, counts: [9] },
    ...{ smallest: 224, median: 224, largest: 224 },
  })
})
