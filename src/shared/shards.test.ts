import { expect, it } from 'vitest'
import { joinShards, parseRange, rangeOf, stemOf } from './shards.ts'

it.each<[string[], string[]]>([
  [
    ['val-00001-of-00003.parquet', 'val-00000-of-00003.parquet', 'val-00002-of-00003.parquet'],
    ['val-{00000..00002}-of-00003.parquet'],
  ],
  [['val-00000-of-00003.parquet', 'val-00002-of-00003.parquet'], ['val-{00000,00002}-of-00003.parquet']],
  [
    ['val-00000-of-00002-0123abcd.parquet', 'val-00001-of-00002-4567cdef.parquet'],
    ['val-{00000-of-00002-0123abcd,00001-of-00002-4567cdef}.parquet'],
  ],
  [
    ['train-00.tar', 'val-10.tar', 'val-09.tar', 'test.tar', 'train-01.tar'],
    ['train-{00..01}.tar', 'val-{09..10}.tar', 'test.tar'],
  ],
  [['n02123394.tar', 'n12057211.tar'], ['n{02123394,12057211}.tar']],
  [
    ['photos-2019.tar', 'photos-2020.tar'],
    ['photos-2019.tar', 'photos-2020.tar'],
  ],
  [['val-000.tar'], ['val-000.tar']],
])('%j are %j', (names, joined) => expect(joinShards(names)).toEqual(joined))

it.each([
  ['val-{000000..000012}.tar', 'val'],
  ['validation-{00000..00013}-of-00014.parquet', 'validation'],
  ['{00..07}_val.tar', 'val'],
  ['val-{00000-of-00002-0123abcd,00001-of-00002-4567cdef}.parquet', 'val'],
])('%s is of %s', (name, stem) => {
  const range = parseRange(name)
  expect(range && stemOf(range)).toBe(stem)
})

it.each(['val.tar', 'val-{0..9}.zip', 'val-{0}.tar', '{0..1}{0..1}.tar'])('%s stands for itself', (name) =>
  expect(parseRange(name)).toBeNull(),
)

it('one shard is called as it is', () => expect(rangeOf(['a-00.tar'])).toBe('a-00.tar'))
