import { expect, it } from 'vitest'
import type { CalibrationBin } from '../../shared/calibration.ts'
import type { Field } from '../../shared/report.ts'
import { calibrationFields, classConfusionFields } from './table-fields.ts'

function record<T>(fields: readonly Field<T>[], row: T) {
  return Object.fromEntries(fields.map(([{ name }, read]) => [name, read(row)]))
}

it('has the share of a confusion only where the counts have one denominator', () => {
  const crane = { index: 134, wnid: 'n02012849', name: 'crane', count: 3 }
  expect(record(classConfusionFields(12), crane)).toEqual({ ...crane, share: 0.25 })
  expect(record(classConfusionFields(undefined), crane)).toEqual(crane)
})

it('has no gap for a bin without images', () => {
  const bin: CalibrationBin = { from: 0.4, to: 0.5, images: 4, correct: 1, accuracy: 0.25, meanConfidence: 0.5 }
  expect(record(calibrationFields, bin)).toMatchObject({ images: 4, correct: 1, gap: 0.25 })
  const empty = { ...bin, images: 0, correct: 0, accuracy: null, meanConfidence: null }
  expect(record(calibrationFields, empty)).toMatchObject({ accuracy: null, gap: null })
})
