import { expect, it } from 'vitest'
import { sizeLook } from './size-ramp.ts'

it('gives each of twelve sizes a colour of its own, in order, and the largest the last one however many there are', () => {
  const all = Array.from({ length: 12 }, (_, size) => sizeLook(size, 12))
  expect(all.map(({ colour }) => colour)).toEqual(all.map((_, at) => `var(--ramp-${at + 1})`))
  expect(new Set(all.map(({ mark, dashes }) => mark + dashes)).size).toBe(12)
  expect([0, 1, 2].map((size) => sizeLook(size, 3).colour)).toEqual([
    'var(--ramp-1)',
    'var(--ramp-7)',
    'var(--ramp-12)',
  ])
  expect(sizeLook(0, 1).colour).toBe('var(--ramp-12)')
  expect(sizeLook(19, 20).colour).toBe('var(--ramp-12)')
})
