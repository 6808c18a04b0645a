import { expect, it } from 'vitest'
import { findEntries } from './find-entries.ts'

const entries = [
  { title: 'barn', detail: 'Class n02793495' },
  { title: 'AlexNet 128/99', detail: 'Run on val' },
  { title: 'AlexNet 256/227', detail: 'Run on val' },
  { title: 'tench', detail: 'Class n01440764 Tinca tinca' },
  { title: 'Compare runs', detail: 'Action' },
  { title: 'red wine', detail: 'Class n07892512' },
]
const titles = (query: string, most = 10) => findEntries(entries, query, most).map(({ title }) => title)

it('finds what holds every word, in any order and any letters', () => {
  expect(titles('ALEX 99')).toEqual(['AlexNet 128/99'])
  expect(titles('99 alex')).toEqual(['AlexNet 128/99'])
  expect(titles('n01440764')).toEqual(['tench'])
  expect(titles('tinca')).toEqual(['tench'])
  expect(titles('alex tench')).toEqual([])
})

it('puts a title that begins so before words that do, and those before the rest', () => {
  expect(titles('r')).toEqual(['red wine', 'Compare runs', 'AlexNet 128/99', 'AlexNet 256/227', 'barn'])
})

it('shows all there is, in its order, as long as nothing is typed', () => {
  expect(titles(' ')).toEqual(entries.map(({ title }) => title))
  expect(titles('', 2)).toEqual(['barn', 'AlexNet 128/99'])
})
