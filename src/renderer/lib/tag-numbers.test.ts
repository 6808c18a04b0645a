import { expect, it } from 'vitest'
import { LABEL_LOOKS_WRONG } from '../../shared/annotation.ts'
import { numberTags, placeOfKey } from './tag-numbers.ts'

it('has the most used first, and one that doubts the label, although no image has it', () => {
  expect(numberTags([], [])).toEqual([LABEL_LOOKS_WRONG])
  expect(numberTags([], ['dark', LABEL_LOOKS_WRONG, 'small'])).toEqual(['dark', LABEL_LOOKS_WRONG, 'small'])
  const many = Array.from({ length: 12 }, (_, i) => `tag ${i}`)
  expect(numberTags([], many)).toEqual([...many.slice(0, 8), LABEL_LOOKS_WRONG])
})

it('keeps the number of each, and gives a new one that of a tag that no image has any more', () => {
  const before = numberTags([], ['dark', 'small'])
  expect(numberTags(before, ['small', 'new', 'dark'])).toEqual(['dark', 'small', LABEL_LOOKS_WRONG, 'new'])
  expect(numberTags(before, ['small'])).toEqual(before)
  const nine = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', LABEL_LOOKS_WRONG]
  expect(numberTags(nine, ['new', ...nine.filter((tag) => tag !== 'c')])).toEqual(nine.with(2, 'new'))
})

it('knows the keys', () => expect(['1', '9', '0', 'a', '10'].map(placeOfKey)).toEqual([0, 8, null, null, null]))
