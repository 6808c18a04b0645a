import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ClassGroup } from '../../../../shared/class-groups.ts'
import type { ClassEntry } from '../../../../shared/dataset.ts'
import { findResources } from '../../../resources.ts'
import { groupsOf } from './class-groups.ts'
import { classTree, type ClassTree } from './class-tree.ts'

const resources = findResources()
const read = (file: string) => readFileSync(path.join(resources, file), 'utf8').trim().split('\n')
const wnids = read('imagenet-classes.txt').map((line) => line.slice(0, 9))
const named = (ids: readonly string[]): ClassEntry[] => ids.map((wnid, index) => ({ index, wnid, name: wnid }))

let tree: ClassTree
let groups: ClassGroup[]
const called = (wnid: string) => groups.find((group) => group.wnid === wnid)

beforeAll(async () => {
  tree = await classTree(resources)
  groups = groupsOf(named(wnids), tree)
})

describe("the tree above ImageNet's classes", () => {
  it('has each of the 1000 in their order, and every group up to the one root', () => {
    expect(read('wordnet/classes.txt').map((line) => line.slice(0, 9))).toEqual(wnids)
    const above = [...tree.groupOf.values(), ...[...tree.groups.values()].flatMap(({ parent }) => parent ?? [])]
    expect(above.filter((wnid) => !tree.groups.has(wnid))).toEqual([])
    expect([...tree.groups].filter(([, { parent }]) => parent === null).map(([wnid]) => wnid)).toEqual(['n00001740'])
  })

  it.each([
    ['n02084071', 'dog', 118],
    ['n01503061', 'bird', 59],
    ['n02121808', 'domestic cat', 5],
    ['n04524313', 'vehicle', 67],
    ['n02159955', 'insect', 27],
    ['n01661091', 'reptile', 36],
    ['n00015388', 'animal', 398],
    ['n12992868', 'fungus', 7],
  ])('%s, %s, has %d classes', (wnid, name, classes) => {
    expect(called(wnid)?.name.split(',')[0]).toBe(name)
    expect(called(wnid)?.labels).toHaveLength(classes)
  })

  it('has dogs, 118 of the breeds from Chihuahua to Mexican hairless, and wild ones beside them', () => {
    expect(called('n02084071')?.labels).toEqual(Array.from({ length: 118 }, (_, at) => 151 + at))
    const [dingo, canine] = [wnids.indexOf('n02115641'), called('n02083346')]
    expect(canine?.labels).toContain(dingo)
    expect(called('n02084071')?.parent).toBe(canine?.wnid)
  })
})

describe('the groups of a list of classes', () => {
  it('lie in each other, each behind the one around it', () => {
    const before = new Map<string, ClassGroup>()
    for (const group of groups) {
      const around = group.parent === null ? undefined : before.get(group.parent)
      expect(group.depth).toBe(around ? around.depth + 1 : 0)
      if (around) expect(around.labels).toEqual(expect.arrayContaining(group.labels))
      before.set(group.wnid, group)
    }
    expect(before.size).toBe(groups.length)
  })

  it('are of two classes or more, never of almost all, and no two are of the same', () => {
    const sets = groups.map(({ labels }) => labels.join(','))
    expect(new Set(sets).size).toBe(sets.length)
    const sizes = groups.map(({ labels }) => labels.length)
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([2, 522])
    // All chordates among the classes are vertebrates, which says more of them.
    expect(called('n01466257')).toBeUndefined()
    expect(called('n01471682')?.labels).toHaveLength(337)
  })

  it('are those of the classes that there are', () => {
    const dogs = named(['n02085620', 'n02085782', 'n02086240', 'n02110341', 'x00000101'])
    expect(groupsOf(dogs, tree).map(({ name, labels }) => [name.split(',')[0], labels])).toEqual([
      ['dog', [0, 1, 2, 3]],
      ['toy dog', [0, 1, 2]],
    ])
    expect(groupsOf(named(['x00000101', 'x00000102']), tree)).toEqual([])
  })
})
