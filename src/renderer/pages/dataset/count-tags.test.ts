import { expect, it } from 'vitest'
import { countTags } from './count-tags.ts'

it('counts the images of each tag, the most used first, then by name', () => {
  expect(countTags([{ tags: ['dark', 'small'] }, { tags: [] }, { tags: ['small', 'blurred'] }])).toEqual([
    { tag: 'small', images: 2 },
    { tag: 'blurred', images: 1 },
    { tag: 'dark', images: 1 },
  ])
  expect(countTags([])).toEqual([])
})
