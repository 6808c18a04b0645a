import { expect, it } from 'vitest'
import { advice, isAdvised } from './advice.ts'

it('is told by all of its fields: a message alone, and remedies that nobody knows, are something else', () => {
  expect(isAdvised({ message: 'No crop.', remedies: [{ do: 'state', option: 'crop' }] })).toBe(true)
  for (const other of [{ message: 'x' }, { message: 'x', remedies: [{ do: 'nope' }] }, { message: 'x', more: 1 }, null])
    expect(isAdvised(other)).toBe(false)
})

it('is plain text where nothing is to be done', () => {
  expect(advice('So it is.', [])).toBe('So it is.')
  expect(advice('No crop.', [{ do: 'refresh' }])).toEqual({ message: 'No crop.', remedies: [{ do: 'refresh' }] })
})
