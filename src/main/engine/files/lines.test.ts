import { describe, expect, it } from 'vitest'
import { firstWord, lastWord, linesOf } from './index.ts'

const tooLong = (problem: string, line: number) => new Error(`line ${line}: ${problem}`)
const lines = (text: string) => [...linesOf(text, tooLong)].map(({ text: line, number }) => `${number}:${line}`)

it('ends lines at LF and CR LF, and the last one at the end of the text', () => {
  expect(lines('a\r\n\n b \n\rc\r')).toEqual(['1:a', '2:', '3: b ', '4:\rc'])
  expect(lines('a\n')).toEqual(['1:a'])
  expect(lines('')).toEqual([])
})

it('refuses a line that is longer than any', () => {
  expect(lines(`a\n${'x'.repeat(16_384)}\nb`)).toHaveLength(3)
  expect(() => lines(`a\n${'x'.repeat(16_385)}`)).toThrow('line 2: it has 16385 characters, more than 16384')
})

it('stops soon after nobody waits any more', () => {
  const controller = new AbortController()
  let read = 0
  const reading = () => {
    for (const { number } of linesOf('a\n'.repeat(100_000), tooLong, controller.signal)) {
      read = number
      if (number === 10_000) controller.abort(new Error('nobody waits'))
    }
  }
  expect(reading).toThrow('nobody waits')
  expect(read).toBeLessThan(15_000)
})

describe('words', () => {
  it.each<[line: string, first: string[], last: string[]]>([
    ['a b  c', ['a', 'b  c'], ['a b', 'c']],
    [' a\t\u3000b\u00a0', ['', 'a\t\u3000b'], [' a', 'b']],
    ['a', ['a', ''], ['', 'a']],
    ['  ', ['', ''], ['', '']],
    ['', ['', ''], ['', '']],
  ])('of %j', (line, first, last) => {
    expect(firstWord(line)).toEqual(first)
    expect(lastWord(line)).toEqual(last)
  })
})
