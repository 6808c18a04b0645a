import { expect, it } from 'vitest'
import { findReferred, Name, nameFrom, numberIn } from './name.ts'

it.each([
  ['3', 3],
  ['03', 3],
  ['+3', 3],
  [' 3 ', 3],
  ['3.0', 3],
  ['-1', -1],
  ['1e3', 1000],
  ['0x10', 16],
  ['３', 3],
  ['3\u200B', 3],
])('reads %j as the number %d, and lets nothing be called so', (text, number) => {
  expect(numberIn(text)).toBe(number)
  expect(Name.safeParse(text).success).toBe(false)
})

it.each(['', ' ', '\u200B', 'a\nb', 'a\u001B[31mb', 'a\u0000', 'a\u202Eb', 'a\u2028b', '\uD800'])(
  'lets nothing be called %j',
  (text) => expect(Name.safeParse(text).success).toBe(false),
)

it.each(['alexnet 128/99', '3rd', '2012-val', 'v1.0.1', 'Zürich', '模型', '👩‍🔬', 'Infinity'])(
  'lets %s be a name',
  (text) => {
    expect(numberIn(text)).toBeNull()
    expect(Name.parse(` ${text} `)).toBe(text)
  },
)

it.each([
  ['val', 'imagenet', 'val'],
  ['2012', 'ILSVRC', 'ILSVRC-2012'],
  ['5', '', 'dataset-5'],
  ['07', '2012', '2012-07'],
  ['a\nb', 'x', 'a b'],
  ['\u0007', 'photos', 'photos'],
  ['\u0007', '', 'dataset'],
])('calls a folder %j in %j by a name that is no number: %s', (own, around, name) =>
  expect(nameFrom(own, around, 'dataset')).toBe(name),
)

it('takes a number for an id, also where an earlier version let something else be called so', () => {
  const all = [
    { id: 1, name: '2012' },
    { id: 2, name: 'cats' },
    { id: 3, name: '2' },
  ]
  const find = (text: string) => findReferred('dataset', all, text)?.id
  expect(['1', '01', 'cats', '2012', '3', '4', 'dogs'].map(find)).toEqual([1, 1, 2, 1, 3, undefined, undefined])
  expect(() => find('2')).toThrow('2 is the id of the dataset cats, and also what dataset 3 is called')
})
