import { expect, it } from 'vitest'
import { parsePercent, percentText } from './percent-text.ts'

it.each<[string, number | null]>([
  ['57', 0.57],
  [' 99.5 % ', 0.995],
  ['12,5', 0.125],
  ['.5', 0.005],
  ['100', 1],
  ['0', 0],
  ['', 1],
  ['100.1', null],
  ['-1', null],
  ['1e1', null],
  ['.', null],
  ['half', null],
])('%j is %s', (text, fraction) => {
  expect(parsePercent(text, 1)).toBe(fraction)
})

it.each([0, 0.07, 0.28, 0.57, 0.995, 1])('%d is written as it is read', (fraction) => {
  expect(parsePercent(percentText(fraction, 0.5), 0.5)).toBe(fraction)
})

it('leaves a bound that is as by default unwritten', () => {
  expect(percentText(1, 1)).toBe('')
})
