import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findResources } from '../../resources.ts'
import { KNOWN_SUBSETS } from './known-subsets.ts'
import { restrictTo, warnOfSubset } from './restrict-classes.ts'

const wnids = readFileSync(path.join(findResources(), 'imagenet-classes.txt'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' ')[0] ?? '')
const named = (name: string) => KNOWN_SUBSETS.find((subset) => subset.name === name)?.classes ?? []

describe('known subsets of ImageNet-1k', () => {
  it.each(KNOWN_SUBSETS)('$name names each class once, in their order', ({ classes }) => {
    expect(classes).toEqual([...new Set(classes)].toSorted((a, b) => a - b))
    expect(classes.every((index) => wnids[index] !== undefined)).toBe(true)
  })

  it('have as many classes as their benchmarks, and the ones that are known of them', () => {
    expect(KNOWN_SUBSETS.map(({ name, classes }) => [name, classes.length])).toEqual([
      ['ImageNet-A', 200],
      ['ImageNet-R', 200],
      ['ImageNet-100', 100],
      ['Imagenette', 10],
      ['Imagewoof', 10],
    ])
    const folders = (name: string) => named(name).map((index) => wnids[index])
    expect(folders('Imagenette')).toEqual(
      'n01440764 n02102040 n02979186 n03000684 n03028079 n03394916 n03417042 n03425413 n03445777 n03888257'.split(' '),
    )
    expect(folders('Imagewoof')).toEqual(
      'n02086240 n02087394 n02088364 n02089973 n02093754 n02096294 n02099601 n02105641 n02111889 n02115641'.split(' '),
    )
    expect(folders('ImageNet-A').slice(0, 3)).toEqual(['n01498041', 'n01531178', 'n01534433'])
    expect(folders('ImageNet-R').slice(0, 3)).toEqual(['n01443537', 'n01484850', 'n01494475'])
    expect(folders('ImageNet-100')).toContain('n02869837')
  })
})

describe('the classes that a dataset has images of', () => {
  it('are what answers are restricted to, by their name where they have one', () => {
    const present = [...named('ImageNet-R')]
    expect(restrictTo(present, 1000)).toEqual({ name: 'ImageNet-R', classes: present })
    expect(restrictTo([3, 5], 1000)).toEqual({ name: null, classes: [3, 5] })
    // Numbers that mean other classes.
    expect(restrictTo(present, 1001)).toEqual({ name: null, classes: present })
    expect(restrictTo([0, 1, 2], 3)).toBeNull()
    expect(restrictTo([], 3)).toBeNull()
  })

  it('are said to be those of a benchmark', () => {
    const [warning, ...more] = warnOfSubset(named('Imagenette'), 1000)
    expect(more).toEqual([])
    expect(warning).toEqual({
      message:
        "The dataset's 10 classes are those of Imagenette, whose figures are published with the scores of these classes " +
        'alone; here all 1000 are ranked.',
      remedies: [{ do: 'state', option: 'restrictClasses' }],
    })
    expect(warnOfSubset([3, 5], 1000)).toEqual([])
  })
})
