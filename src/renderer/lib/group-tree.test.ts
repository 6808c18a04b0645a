import { expect, it } from 'vitest'
import { shownGroups, toggled } from './group-tree.ts'

const group = (wnid: string, parent: string | null, depth: number) => ({
  wnid,
  name: wnid,
  parent,
  depth,
  labels: [0, 1],
})
const groups = [
  group('animal', null, 0),
  group('dog', 'animal', 1),
  group('hound', 'dog', 2),
  group('bird', 'animal', 1),
  group('vehicle', null, 0),
]
const shown = (...opened: string[]) =>
  shownGroups(groups, opened).map(({ group: { wnid }, holds }) => `${wnid}${holds ? ' +' : ''}`)

it('shows what lies in opened groups, where these are in view themselves', () => {
  expect(shown()).toEqual(['animal +', 'vehicle'])
  expect(shown('animal')).toEqual(['animal +', 'dog +', 'bird', 'vehicle'])
  expect(shown('animal', 'dog')).toEqual(['animal +', 'dog +', 'hound', 'bird', 'vehicle'])
  expect(shown('dog')).toEqual(['animal +', 'vehicle'])
})

it('opens a group and closes it again, and leaves the others', () => {
  const opened = toggled(['animal'], 'dog')
  expect(opened).toEqual(['animal', 'dog'])
  expect(toggled(opened, 'animal')).toEqual(['dog'])
})
