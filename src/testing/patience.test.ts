import { expect, it } from 'vitest'
import { patience, patienceOf, patient } from './patience.ts'

it('is what is stated, else what the load makes of it, and never less than on an idle machine', () => {
  expect([patienceOf('4', 20), patienceOf(undefined, 5.5), patienceOf('', 0.2)]).toEqual([4, 5.5, 1])
  expect(patient(1000)).toBeGreaterThanOrEqual(1000)
  expect(patience).toBeGreaterThanOrEqual(1)
})

it('is not guessed where what is stated makes no sense', () => {
  for (const stated of ['none', '0', '-3', '0.5']) expect(() => patienceOf(stated, 1)).toThrow(/from 1, not/)
})
