import { expect, it } from 'vitest'
import { readNouns, treeAbove } from './tree.ts'

/** As WordNet 3.0 has them, cut short: words with numbers behind them, pointers of four words each. */
const data = `  1 This software and database is being provided to you, the LICENSEE, by
00001740 03 n 01 entity 0 001 ~ 00015388 n 0000 | that which is perceived
00015388 03 n 02 animal 0 living_being 0 001 @ 00001740 n 0000 | a living organism
01317541 05 n 01 domestic_animal 0 001 @ 00015388 n 0000 | any of various animals
02075296 05 n 01 carnivore 0 001 @ 00015388 n 0000 | a terrestrial | aquatic flesh-eater
02083346 05 n 02 canine 0 canid 1 002 @ 02075296 n 0000 #m 02083346 n 0000 | various fissiped mammals
02084071 05 n 01 dog 0 003 @ 01317541 n 0000 @ 02083346 n 0000 @ 00001740 a 0000 | a member of the genus Canis
02085374 05 n 01 toy_dog 0 001 @ 02084071 n 0000 | any of several breeds
02114100 05 n 01 pet 0 002 @ 01317541 n 0000 @ 02075296 n 0000 | as far from the root either way
`
const nouns = readNouns(data)

it('reads words, and what a noun is a kind of', () => {
  expect(nouns.size).toBe(8)
  expect(nouns.get('n00015388')).toEqual({ words: ['animal', 'living being'], kindOf: ['n00001740'] })
  expect(nouns.get('n02084071')?.kindOf).toEqual(['n01317541', 'n02083346'])
})

it('gives each noun the parent that says most of it, the first listed of those that say as much', () => {
  const { groupOf, groups } = treeAbove(['n02114100', 'n02085374'], nouns)
  expect(groupOf).toEqual([
    ['n02114100', 'n01317541'],
    ['n02085374', 'n02084071'],
  ])
  expect(groups.map((row) => row.join(' '))).toEqual([
    'n00001740 - entity',
    'n00015388 n00001740 animal, living being',
    'n01317541 n00015388 domestic animal',
    'n02075296 n00015388 carnivore',
    'n02083346 n02075296 canine, canid',
    'n02084071 n02083346 dog',
  ])
})

it('knows no class that is no noun', () => expect(() => treeAbove(['n00000001'], nouns)).toThrow(/no noun n00000001/))
