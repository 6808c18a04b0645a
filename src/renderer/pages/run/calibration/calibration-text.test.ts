import { expect, it } from 'vitest'
import { summariseCalibration, type ConfidenceCount } from '../../../../shared/calibration.ts'
import { binRange } from '../../../lib/format.ts'
import { binGap, describeBin, describeCalibration, shortCount } from './calibration-text.ts'

const only = (count: ConfidenceCount, at = 13) =>
  summariseCalibration(
    Array.from({ length: 15 }, (_, bin) => (bin === at ? count : { images: 0, correct: 0, confidence: 0 })),
  )

it('says how far confidence and accuracy are apart, and to which side', () => {
  expect(describeCalibration(only({ images: 10, correct: 6, confidence: 9 }))).toBe(
    'Confidence and accuracy are 30.0 percentage points apart on average (ECE), and 30.0 in the worst bin (MCE). ' +
      'The mean confidence of 90.0% is 30.0 points above top-1.',
  )
  expect(describeCalibration(only({ images: 10, correct: 10, confidence: 9 }))).toMatch(
    /is 10\.0 points below top-1\.$/,
  )
  expect(describeCalibration(only({ images: 0, correct: 0, confidence: 0 }))).toBeNull()
})

it('says how many images have no confidence', () => {
  const calibration = { ...only({ images: 10, correct: 6, confidence: 9 }), unanswered: 3 }
  expect(describeCalibration(calibration)).toMatch(/above top-1 of the images with an answer: 3 have none, and so no/)
})

it('gives the figures of a bin', () => {
  const [empty, , full] = [0, 1, 2].map((bin) => only({ images: 1240, correct: 310, confidence: 248 }, 2).bins[bin])
  if (!empty || !full) throw new Error('there are 15 bins')
  expect(binRange(full)).toBe('13–20%')
  expect(describeBin(full)).toBe(
    'Confidence 13–20%: 1\u202F240 images, 310 right\nAccuracy 25.0%, mean confidence 20.0%',
  )
  expect([binGap(full), binGap(empty)]).toEqual(['−5.0%', '–'])
  expect(describeBin(empty)).toBe('Confidence 0–7%: 0 images')
})

it('shortens numbers to four characters', () => {
  expect([0, 999, 1000, 1249, 9949, 9950, 27_300].map(shortCount)).toEqual([
    '0',
    '999',
    '1.0k',
    '1.2k',
    '9.9k',
    '10k',
    '27k',
  ])
})
