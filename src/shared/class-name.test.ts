import { expect, it } from 'vitest'
import { shortName, withNamesakes } from './class-name.ts'

const entries = ['tench, Tinca tinca', 'crane', 'Crane, lifting device', ''].map((name, index) => {
  return { index, wnid: `n0000000${index}`, name }
})

it('calls a class by the first of its names, and one without a name by its WordNet id', () =>
  expect([entries[0], entries[3]].map((entry) => entry && shortName(entry))).toEqual(['tench', 'n00000003']))

it('calls two classes of one name by their ids as well', () =>
  expect(withNamesakes(entries).map(shortName)).toEqual([
    'tench',
    'crane (n00000001)',
    'Crane (n00000002)',
    'n00000003',
  ]))
