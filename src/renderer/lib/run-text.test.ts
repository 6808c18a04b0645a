import { expect, it } from 'vitest'
import { describeDone, describeRank, interval, latency, points, pValue } from './run-text.ts'

it('counts what was skipped as done, since no run comes back to it', () =>
  expect(describeDone({ indexed: 240, evaluated: 117, skipped: 3 })).toBe('120 of 240 images are done'))

it('writes an interval in percent, with one decimal as every accuracy', () => {
  expect(interval([0.8946, 0.95849])).toBe('89.5–95.8%')
  expect(interval([0, 1])).toBe('0.0–100.0%')
  expect(interval(null)).toBe('–')
})

it('writes differences in points with a sign, but none before zero', () =>
  expect([-0.1833, 0.0121, 0.0004, -0.0004].map(points)).toEqual(['−18.3', '+1.2', '0.0', '0.0']))

it.each([
  [8.1234, '8.12\u202Fms'],
  [0.0456, '0.0456\u202Fms'],
  [12, '12\u202Fms'],
  [1234.5, '1235\u202Fms'],
])('a latency of %d ms', (milliseconds, text) => expect(latency(milliseconds)).toBe(text))

it.each([
  [0.0005, '< 0.001'],
  [0.001, '0.001'],
  [1, '1.000'],
])('p = %d', (p, text) => expect(pValue(p)).toBe(text))

it.each([
  [0, 'The true class is the first prediction.'],
  [1, 'The true class is the 2nd prediction.'],
  [2, 'The true class is the 3rd prediction.'],
  [3, 'The true class is the 4th prediction.'],
  [-1, 'The true class is not among the 3 stored predictions.'],
])('says where the true class stands: %d', (rank, text) => {
  const prediction = { index: 0, wnid: 'n0', name: 'tench', probability: 0.1 }
  expect(describeRank({ rank, predictions: [prediction, prediction, prediction] })).toBe(text)
})

it('says that there is no answer', () =>
  expect(describeRank({ rank: -1, predictions: [] })).toMatch(/^No answer: the network’s output is not finite\./))
