import { expect, it } from 'vitest'
import { describeTest, pointsRange } from './flip-text.ts'

it('writes an interval of differences in points', () => {
  expect(pointsRange([-0.242, 0.01])).toBe('−24.2 to +1.0 points')
})

it("says in words what McNemar's test tells", () => {
  const cells = { 'both-right': 9, 'same-wrong': 1, 'different-wrong': 1 }
  expect(describeTest({ cells: { ...cells, lost: 50, gained: 6 }, p: 1e-9 })).toMatch(
    /^This is more than chance: of 56 images .*, 50 were lost and 6 gained.* seldom .* p < 0\.001\)\.$/,
  )
  expect(describeTest({ cells: { ...cells, lost: 1, gained: 0 }, p: 1 })).toMatch(
    /^This may be chance: of 1 image .* often .* p = 1\.000\)\.$/,
  )
  expect(describeTest({ cells: { ...cells, lost: 0, gained: 0 }, p: 1 })).toMatch(/^No image /)
})
