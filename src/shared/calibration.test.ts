import { expect, it } from 'vitest'
import { CALIBRATION_BINS, summariseCalibration, type ConfidenceCount } from './calibration.ts'

const nothing: ConfidenceCount = { images: 0, correct: 0, confidence: 0 }
const counts = (filled: Record<number, ConfidenceCount>) =>
  Array.from({ length: CALIBRATION_BINS }, (_, bin) => filled[bin] ?? nothing)

it('is as computed by hand for five answers in three bins', () => {
  // Three answers of 0.5, two of them right; one of 0.9, which is wrong, and one of 1, which is right.
  const { bins, ...figures } = summariseCalibration(
    counts({
      7: { images: 3, correct: 2, confidence: 1.5 },
      13: { images: 1, correct: 0, confidence: 0.9 },
      14: { images: 1, correct: 1, confidence: 1 },
    }),
  )
  expect(figures).toMatchObject({ images: 5, correct: 3 })
  expect(figures.meanConfidence).toBeCloseTo(3.4 / 5, 12)
  // 3/5 × |2/3 - 1/2| + 1/5 × |0 - 0.9| + 1/5 × |1 - 1|
  expect(figures.ece).toBeCloseTo(0.1 + 0.18, 12)
  expect(figures.mce).toBeCloseTo(0.9, 12)
  expect(bins[7]).toEqual({ from: 7 / 15, to: 8 / 15, images: 3, correct: 2, accuracy: 2 / 3, meanConfidence: 0.5 })
  expect(bins[0]).toMatchObject({ from: 0, to: 1 / 15, images: 0, accuracy: null, meanConfidence: null })
})

it('is unknown where nothing was counted', () => {
  expect(summariseCalibration(counts({}))).toMatchObject({ images: 0, meanConfidence: null, ece: null, mce: null })
})
