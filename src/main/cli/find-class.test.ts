import { expect, it } from 'vitest'
import { classCalled } from './find-class.ts'

const classes = [
  { index: 0, wnid: 'n01440764', name: 'tench, Tinca tinca' },
  { index: 1, wnid: 'n02012849', name: 'crane' },
  { index: 2, wnid: 'n03126707', name: 'crane' },
]

it.each<[string, number]>([
  ['0', 0],
  ['n01440764', 0],
  ['N03126707', 2],
  ['Tench', 0],
  ['tinca tinca', 0],
  ['tench, Tinca tinca', 0],
])('%s is class %i', (text, index) => {
  expect(classCalled(classes, text)).toBe(index)
})

it('refuses what names no class, or more than one', () => {
  for (const text of ['3', 'tin', '']) expect(() => classCalled(classes, text)).toThrow(/No class is called/)
  expect(() => classCalled(classes, 'crane')).toThrow('give one of n02012849, n03126707')
})
