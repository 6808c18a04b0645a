import { expect, it } from 'vitest'
import { probability } from './text.ts'

it.each([
  [1, '100.0%'],
  [0.0005, '0.1%'],
  [0.00049, '<0.1%'],
  [1e-12, '<0.1%'],
  [0, '0.0%'],
])('writes a probability of %d as %s', (share, written) => expect(probability(share)).toBe(written))
