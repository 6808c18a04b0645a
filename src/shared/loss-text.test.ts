import { expect, it } from 'vitest'
import { describeCalibrationChange, describeLoss } from './loss-text.ts'
import type { CurveLoss } from './sweep-curve.ts'

/** Of a thousand images, right answers by size, and how far the interval reaches from the difference, in points. */
function loss(correct: Record<string, number>, [below, above]: [number, number]): CurveLoss {
  const sizes = Object.entries(correct).map(([size, count], run) => ({ run, size, correct: count }))
  const difference = ((sizes[0]?.correct ?? 0) - (sizes.at(-1)?.correct ?? 0)) / 1000
  return {
    images: 1000,
    sizes,
    lost: 0,
    gained: 0,
    p: 1,
    interval: [difference - below / 100, difference + above / 100],
  }
}

it.each<[string, Record<string, number>, [number, number]]>([
  [
    'Seeing 128 instead of 224 costs 6.1 points of top-1, ±1.0; half of it is lost below 160.',
    { 128: 639, 160: 669, 224: 700 },
    [1, 1],
  ],
  // The share that is nearest to half, of several sizes.
  [
    'Seeing 99 instead of 227 costs 48.8 points of top-1, ±6.4; half of it is lost below 128.',
    { 99: 437, 128: 671, 160: 825, 192: 900, 227: 925 },
    [6.4, 6.4],
  ],
  [
    'Seeing 128 instead of 224 costs 6.0 points of top-1, ±1.0; 75% of it is lost below 160.',
    { 128: 640, 160: 685, 192: 695, 224: 700 },
    [1, 1],
  ],
  [
    'Seeing 128 instead of 224 costs 6.0 points of top-1, ±1.0; all of it is lost below 160.',
    { 128: 640, 160: 706, 224: 700 },
    [1, 1],
  ],
  [
    'Seeing 128 instead of 224 costs 6.0 points of top-1, ±1.0; all of it is lost above 160.',
    { 128: 640, 160: 640, 224: 700 },
    [1, 1],
  ],
  ['Seeing 128/99 instead of 256/99 costs 1.0 point of top-1, ±0.4.', { '128/99': 690, '256/99': 700 }, [0.4, 0.4]],
  ['Seeing 128 instead of 224 costs 6.1 points of top-1, 95% interval 4.9 to 7.7.', { 128: 639, 224: 700 }, [1.6, 1.2]],
  [
    'Seeing 128 instead of 224 costs 0.5 points of top-1, ±1.0; that may be chance.',
    { 128: 695, 160: 600, 224: 700 },
    [1, 1],
  ],
  [
    'Seeing 128 instead of 224 costs 0.5 points of top-1, 95% interval −0.3 to 1.1; that may be chance.',
    { 128: 695, 224: 700 },
    [0.6, 0.8],
  ],
  ['Seeing 128 instead of 224 gains 2.0 points of top-1, ±1.0.', { 128: 720, 160: 710, 224: 700 }, [1, 1]],
  [
    'Seeing 128 instead of 224 changes top-1 by 0.0 points, ±0.7; that may be chance.',
    { 128: 700, 224: 700 },
    [0.7, 0.7],
  ],
])('%s', (sentence, correct, reach) => {
  expect(describeLoss(loss(correct, reach), 'top-1')).toBe(sentence)
})

it('tells of the calibration error what is known of it', () => {
  const line = (...values: (number | null)[]) => ({
    points: values.map((value, i) => ({ run: i, size: String(100 + i), images: 10, value, interval: null })),
  })
  expect(describeCalibrationChange(line(0.052, 0.04, 0.0312))).toBe(
    'Seeing 100 instead of 102 takes the calibration error from 3.1 to 5.2 points.',
  )
  expect(describeCalibrationChange(line(null, 0.04, 0.0404))).toBe(
    'Seeing 101 instead of 102 leaves the calibration error at 4.0 points.',
  )
  expect(describeCalibrationChange(line(null, 0.04))).toBeNull()
})
