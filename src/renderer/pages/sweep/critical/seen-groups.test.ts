import { expect, it } from 'vitest'
import { seen, type SeenGroup } from '../../../../shared/critical.ts'
import { describeGroup, groupsElsewhere, needText, toggled } from './seen-groups.ts'

const always: SeenGroup = { state: 'always', size: null }
const never: SeenGroup = { state: 'never', size: null }
const at = (size: number): SeenGroup => ({ state: 'critical', size })
const all = [always, at(1), at(2), { state: 'non-monotone', size: null } as const, never]
const sizes = ['99', '128', '160']

it('turns groups on and off, and names them in one order', () => {
  expect(toggled([], never, all)).toEqual([never])
  expect(toggled([never], at(1), all)).toEqual([at(1), never])
  expect(toggled([at(1), never], never, all)).toEqual([at(1)])
  expect(toggled([at(9)], always, all)).toEqual([always])
})

it('takes groups along to another model by the names of their sizes', () => {
  const groups = [always, at(1), at(2)]
  expect(groupsElsewhere(groups, sizes, ['64', '99', '128', '224'])).toEqual([always, at(2)])
  expect(groupsElsewhere(groups, sizes, ['128', '160'])).toEqual([always, at(1)])
})

it('says of a group what it is, how many images it has, and which share', () => {
  expect(describeGroup({ ...at(1), images: 1 }, 8, sizes)).toBe('Critical at 128: 1 image, 12.5%')
  expect(describeGroup({ ...never, images: 0 }, 0, sizes)).toBe('Never right: 0 images, 0.0%')
})

it('says of an image what it needs', () => {
  const told = [
    [true, true, true],
    [false, false, true],
    [false, true, false],
    [false, false, false],
  ].map((right) => needText(seen(right), sizes))
  expect(told).toEqual(['always', 'needs 160', 'non-monotone', 'never'])
})
