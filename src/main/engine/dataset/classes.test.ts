import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findResources } from '../../resources.ts'
import { parseClasses, readClasses } from './classes.ts'

describe('the class list', () => {
  it('ships the canonical 1000, whose order is that of their ids', async () => {
    const classes = await readClasses(path.join(findResources(), 'imagenet-classes.txt'))
    expect(classes).toHaveLength(1000)
    expect(classes[0]).toEqual({ index: 0, wnid: 'n01440764', name: 'tench, Tinca tinca' })
    expect(classes.map(({ wnid }) => wnid)).toEqual(classes.map(({ wnid }) => wnid).toSorted())
  })

  it('reads ids alone, tabs and Windows line ends', () => {
    expect(parseClasses('b\tnice one\r\na\r\n\r\n', 'f')).toEqual([
      { index: 0, wnid: 'b', name: 'nice one' },
      { index: 1, wnid: 'a', name: 'a' },
    ])
  })

  it.each([
    ['', 'no classes'],
    ['a one\n\nb two', 'line 2 is empty'],
    ['\n \n', 'no classes'],
    ['a one\nb two\na three', 'lines 1 and 3 both say a'],
    ['a one\n b two', 'line 2 begins with a blank'],
  ])('refuses %j', (text, problem) => {
    expect(() => parseClasses(text, 'list.txt')).toThrow(`list.txt: ${problem}`)
  })

  it('names a file that is not there', async () => {
    await expect(readClasses('/nowhere/classes.txt')).rejects.toMatchObject({ code: 'file-unreadable' })
  })
})
