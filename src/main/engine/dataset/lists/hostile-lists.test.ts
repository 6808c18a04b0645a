import { describe, expect, it } from 'vitest'
import { parseClasses } from '../classes.ts'
import { parseLabels } from './labels.ts'

/** The shortest of a few times, in milliseconds, and what came of it. */
function timed(act: () => unknown): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now()
    try {
      act()
    } catch {
      // Refused, too, it must be soon.
    }
    return performance.now() - start
  })
  return Math.min(...times)
}

/** Lines as long as lines may be, each with as many blanks as fit between its ends. */
const blanks = (lines: number, end: string) =>
  Array.from({ length: lines }, (_, i) => `${i}${' '.repeat(16_000)}x ${end}`).join('\n')

it('has no more classes, and no longer names, than there can be', () => {
  const classes = (count: number) => Array.from({ length: count }, (_, i) => i).join('\n')
  expect(parseClasses(classes(100_000), 'classes.txt')).toHaveLength(100_000)
  expect(() => parseClasses(classes(100_001), 'classes.txt')).toThrow('more than 100000 lines')
  expect(() => parseLabels(`${'a'.repeat(5000)} 7`, 'val.txt')).toThrow('val.txt, line 1: the name has 5000 characters')
})

describe('a list takes time in proportion to its length, whatever it holds', () => {
  it('the case hostile/classes.txt: a million blanks inside a line', () => {
    const text = (blankCount: number) => `a b${' '.repeat(blankCount)}c`
    expect(() => parseClasses(text(1e6), 'classes.txt')).toThrow('line 1 is no class: it has 1000004 characters')
    expect(() => parseLabels(text(1e6), 'val.txt')).toThrow('val.txt, line 1: this is not "name index"')
    expect(timed(() => parseClasses(text(4e6), 'classes.txt'))).toBeLessThan(1000)
  })

  it.each<[string, (text: string) => unknown, string]>([
    ['classes', (text) => parseClasses(text, 'classes.txt'), 'names'],
    ['labels', (text) => parseLabels(text, 'val.txt'), '7'],
    ['labels that are none', (text) => parseLabels(text, 'val.txt'), 'x'],
  ])('%s with blanks up to the limit in every line', (_, parse, end) => {
    const [few, many] = [blanks(200, end), blanks(1600, end)]
    // Eight times the text: 64 times the time, if it went with the square.
    expect(timed(() => parse(many))).toBeLessThan(32 * timed(() => parse(few)) + 50)
  })
})
