import { expect, it } from 'vitest'
import { warnOfNames } from './warn-of-names.ts'

const classes = ['tench, Tinca tinca', 'goldfish', 'great white shark', 'crane', 'crane'].map((name, index) => ({
  ...{ index, name },
  wnid: `n0000000${index}`,
}))
const warn = (names: readonly string[], offset = 0) => warnOfNames({ file: 'config.json', names }, classes, offset)

it('says where a model names its outputs in another order than the dataset has its classes', () => {
  expect(warn(['great white shark', 'goldfish', 'tench', 'crane', 'crane'])).toEqual([
    "config.json names the model's outputs in another order than the dataset has its classes: output 0 is great white " +
      'shark, and is taken for tench, Tinca tinca; so it is with 2 of the 3 outputs whose names are those of the ' +
      "dataset's classes.",
  ])
  expect(warn(['goldfish', 'n00000002', 'tench'])).toMatchObject([expect.stringContaining('output 0 is goldfish')])
})

it.each<[string, readonly string[], number]>([
  ['the same order', ['tench', 'goldfish', 'n00000002', 'crane', 'crane'], 0],
  ['a background class in front', ['background', 'tench', 'goldfish', 'great white shark'], -1],
  ['names of other classes', ['cat', 'dog'], 0],
  ['two of many that stand otherwise', ['tench', 'great white shark', 'goldfish', 'n00000003', 'n00000004'], 0],
  ['numbers', ['4', '3', '2', '1', '0'], 0],
])('says nothing of %s', (_what, names, offset) => expect(warn(names, offset)).toEqual([]))
