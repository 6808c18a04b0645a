import { expect, it } from 'vitest'
import { seen, type Seen } from './critical.ts'

it.each<[string, Seen]>([
  ['111', { state: 'always', from: 0 }],
  ['000', { state: 'never', from: null }],
  ['001', { state: 'critical', from: 2 }],
  ['011', { state: 'critical', from: 1 }],
  ['100', { state: 'non-monotone', from: null }],
  ['110', { state: 'non-monotone', from: null }],
  ['010', { state: 'non-monotone', from: null }],
  ['101', { state: 'non-monotone', from: 2 }],
  ['1', { state: 'always', from: 0 }],
  ['0', { state: 'never', from: null }],
])('right at %s, the smallest size first', (answers, expected) => {
  expect(seen(Array.from(answers, (answer) => answer === '1'))).toEqual(expected)
})
