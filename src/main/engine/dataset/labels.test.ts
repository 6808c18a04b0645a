import { describe, expect, it } from 'vitest'
import { parseLabels } from './labels.ts'

describe('parseLabels', () => {
  it('splits at the last space, and drops the slash that Caffe would append to its root', () => {
    const labels = parseLabels('a b.JPEG 65\r\n/c.JPEG 7\n\nsub/d.JPEG  0 \n', 'val.txt')
    expect([...labels]).toEqual([
      ['a b.JPEG', 65],
      ['c.JPEG', 7],
      ['sub/d.JPEG', 0],
    ])
  })

  it.each([
    ['a.JPEG', 'val.txt, line 1: "a.JPEG" is not "name index"'],
    ['a.JPEG 1\nb.JPEG one', 'val.txt, line 2'],
    ['a.JPEG 1\na.JPEG 2', 'val.txt, line 2: a.JPEG was labelled before'],
    ['../../etc/passwd 1', 'leads out of the dataset'],
    ['x/../../y 1', 'leads out of the dataset'],
    ['a\0b.JPEG 1', 'holds a NUL character'],
    ['\n', 'holds no "name index" line'],
    [' 7', 'val.txt, line 1: " 7" is not "name index"'],
  ])('refuses %j', (text, problem) => {
    expect(() => parseLabels(text, 'val.txt')).toThrow(problem)
  })
})
