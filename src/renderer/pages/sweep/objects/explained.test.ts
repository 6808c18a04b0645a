import { expect, it } from 'vitest'
import type { ObjectBin, ObjectCurve } from '../../../../shared/object-size.ts'
import { describeBasis, describeExplained } from './explained.ts'

const bin = (to: number, images: number): ObjectBin => {
  return { from: to / Math.SQRT2, to, side: to * 0.8, images, correct: 1, top1: 1 / images, interval: [0, 1] }
}
const curve = (size: string, top1: number, expected: number, bins: ObjectBin[] = []): ObjectCurve => {
  return { run: Number(size), size, top1, expected, bins }
}
const told = (largest: [number, number], smallest: [number, number]) =>
  describeExplained([curve('99', ...smallest), curve('128', 0.5, 0.5), curve('227', ...largest)])

it('says how much of the loss between the largest and the smallest size the objects’ size explains', () => {
  const condition = 'If top-1 depended on the objects’ size in pixels alone'
  expect(told([0.9, 0.85], [0.6, 0.7])).toBe(
    `Seeing 99 instead of 227 costs 30.0 points of top-1. ${condition}, it would cost 15.0 points: 50% of the loss.`,
  )
  expect(told([0.9, 0.9], [0.6, 0.6])).toMatch(/30\.0 points: all of the loss\.$/)
  expect(told([0.9, 0.9], [0.6, 0.5])).toMatch(/40\.0 points: more than all of the loss\.$/)
  expect(told([0.9, 0.7], [0.6, 0.72])).toMatch(/it would cost nothing: the objects’ size explains none of the loss\.$/)
  expect(told([0.61, 0.61], [0.6, 0.605])).toMatch(/costs 1\.0 point of top-1\..* 0\.5 points: 50% of the loss\.$/)
})

it('explains no loss where there is none, and nothing where there are no two sizes', () => {
  expect(told([0.6, 0.7], [0.7, 0.6])).toMatch(/^Seeing 99 instead of 227 costs no top-1 on these images/)
  expect(told([0.6, 0.7], [0.6, 0.6])).toMatch(/costs no top-1/)
  expect(describeExplained([curve('99', 0.5, 0.5)])).toBeNull()
  expect(describeExplained([{ ...curve('99', 0, 0), top1: null }, curve('227', 0.5, 0.5)])).toBeNull()
})

it('counts the images with boxes, and those whose objects are as large at one size alone', () => {
  const curves = [curve('99', 0.5, 0.5, [bin(16, 5), bin(32, 3)]), curve('227', 0.9, 0.9, [bin(32, 4), bin(64, 4)])]
  const [counted, alone] = describeBasis({ model: 'net', evaluated: 10, images: 8, curves }, false)
  expect(counted).toMatch(/^Of 10 images that all its runs evaluated, of which 8 have boxes\./)
  expect(alone).toMatch(/this says nothing: 5 at 99, 4 at 227\.$/)
  const same = [curve('99', 0.5, 0.5, [bin(32, 8)]), curve('227', 0.9, 0.9, [bin(32, 8)])]
  const [partial, ...none] = describeBasis({ model: 'net', evaluated: 8, images: 8, curves: same }, true)
  expect(partial).toMatch(/evaluated so far, all of which have boxes\./)
  expect(none).toEqual([])
  const single = describeBasis({ model: 'net', evaluated: 8, images: 8, curves: same.slice(1) }, false)
  expect(single).toEqual(['Of 8 images that all its runs evaluated, all of which have boxes.'])
})
