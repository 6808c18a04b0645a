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

  it('passes over comments, and goes by the names of folders to tell ids from names (case 07-names)', () => {
    const text = '# my classes\n#id names\nelectric ray\n# fish\nelectric  eel\ntench\n'
    expect(
      parseClasses(text, 'f', { folders: ['tench', 'electric ray', 'electric eel'] }).map(({ wnid }) => wnid),
    ).toEqual(['electric ray', 'electric eel', 'tench'])
    expect(() => parseClasses(text, 'f')).toThrow('f: lines 3 and 5 both say electric')
    expect(parseClasses('ray one\neel two', 'f', { folders: ['ray', 'eel', 'x'] })[0]).toMatchObject({
      wnid: 'ray',
      name: 'one',
    })
  })

  it.each([
    ['a heading', 'wnid name\nn01440764 tench\nn01443537 goldfish\n'],
    ['a table', 'wnid,name\nn01440764,"tench, Tinca tinca"\nn01443537,goldfish\n'],
    ['cells between semicolons', 'n01440764;tench\nn01443537;goldfish, Carassius auratus\n'],
    ['numbers in front', '0: n01440764 tench\n1: n01443537 goldfish\n'],
  ])('is read with %s, as the names of folders tell', (_, text) => {
    const classes = parseClasses(text, 'f', { folders: ['n01440764', 'n01443537'] })
    expect(classes.map(({ wnid }) => wnid)).toEqual(['n01440764', 'n01443537'])
    expect(classes[0]?.name).toMatch(/^tench/)
  })

  it('takes a heading for one also where no folder tells, and for none where a folder is called so', () => {
    expect(parseClasses('id names\na one', 'f')).toEqual([{ index: 0, wnid: 'a', name: 'one' }])
    expect(parseClasses('class name\na one', 'f', { folders: ['class'] })).toHaveLength(2)
    expect(parseClasses('label\nclass', 'f')).toHaveLength(2)
  })

  const inJson = [
    { index: 0, wnid: 'n01440764', name: 'tench' },
    { index: 1, wnid: 'n01443537', name: 'goldfish' },
  ]
  const idsAlone = inJson.map((each) => ({ ...each, name: each.wnid }))
  it.each([
    ['{"1": ["n01443537", "goldfish"], "0": ["n01440764", "tench"]}', inJson],
    ['[["n01440764", "tench"], ["n01443537", "goldfish"]]', inJson],
    ['\n["n01440764", "n01443537"]', idsAlone],
    ['{"0": "n01440764", "1": "n01443537"}', idsAlone],
    ['{"n01443537": 1, "n01440764": 0}', idsAlone],
  ])('is read as JSON: %s (case 08-imagenet_class_index.json)', (text, expected) =>
    expect(parseClasses(text, 'f.json')).toEqual(expected),
  )

  it.each([
    ['{"0": "a", "2": "b"}', 'f.json: as JSON, its indices are not 0, 1, 2'],
    ['{"classes": ["a"]}', 'f.json: as JSON'],
    ['["a", "a"]', 'f.json: classes 0 and 1 both say a'],
    ['{"0": ["a"', 'f.json: as JSON, it is damaged'],
    ['[]', 'f.json: no classes'],
  ])('in JSON is refused: %s', (text, problem) => expect(() => parseClasses(text, 'f.json')).toThrow(problem))

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
