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

  const classes = [
    { index: 0, wnid: 'n01440764', name: 'tench' },
    { index: 1, wnid: 'ant', name: 'ant' },
  ]
  const labelled: [string, number | string][] = [
    ['a.JPEG', 0],
    ['b.JPEG', 1],
  ]
  const byId: [string, number | string][] = [
    ['a.JPEG', 'n01440764'],
    ['b.JPEG', 'ant'],
  ]
  it.each<[string, string, [string, number | string][]]>([
    ['comments and a header', '# name index\n#\nname index\na.JPEG 0\n## more\nb.JPEG 1', labelled],
    ['a header without a blank behind its mark', '#name label\na.JPEG 0\nb.JPEG 1', labelled],
    ['a name that begins like a comment', '#1.JPEG 1', [['#1.JPEG', 1]]],
    ['ids of classes', 'a.JPEG n01440764\nb.JPEG ant\n', byId],
    ['the id of a class that is not there', 'a.JPEG n99999999', [['a.JPEG', 'n99999999']]],
    ['a header with commas', 'filename,label\r\na.JPEG,0\r\nb.JPEG,1\r\n', labelled],
    ['no header', 'a.JPEG,0\nb.JPEG,1', labelled],
    ['semicolons', 'File;Class ID\na.JPEG;0\nb.JPEG;1', labelled],
    ['tabs and an id', 'a.JPEG\tn01440764\t0\t0\t62\t62\nb.JPEG\tant\t0\t0\t62\t62', byId],
    [
      'boxes behind the id',
      'ImageId,PredictionString\na,n01440764 1 2 3 4 n01440764 5 6 7 8 \nb,ant 1 2 3 4',
      [
        ['a', 'n01440764'],
        ['b', 'ant'],
      ],
    ],
    [
      'boxes and no header',
      'a,n01440764 1 2 3 4\nb,ant 1 2 3 4',
      [
        ['a', 'n01440764'],
        ['b', 'ant'],
      ],
    ],
    [
      'columns in another order, and others beside',
      ',index,label,path,wnid\n0,7,x,a.JPEG,n01440764\n1,7,x,b.JPEG,ant',
      byId,
    ],
    ['quoted cells', '"filename","label"\n"a, b ""c"".JPEG","0"', [['a, b "c".JPEG', 0]]],
    ['a comma in a name', 'a,b.JPEG 7', [['a,b.JPEG', 7]]],
  ])('reads %s', (_, text, expected) => expect([...parseLabels(text, 'list', classes)]).toEqual(expected))

  it.each([
    ['a.JPEG', 'val.txt, line 1: "a.JPEG" is not "name index"'],
    ['a.JPEG 1\nb.JPEG one', 'val.txt, line 2'],
    ['a.JPEG 1\na.JPEG 2', 'val.txt, line 2: a.JPEG was labelled before'],
    ['../../etc/passwd 1', 'leads out of the dataset'],
    ['x/../../y 1', 'leads out of the dataset'],
    ['a\0b.JPEG 1', 'holds a NUL character'],
    ['\n', 'holds no "name index" line'],
    [
      'a.JPEG 1\n# the rest\nb.JPEG 2 x',
      'val.txt, line 3: "b.JPEG 2 x" is not "name index", as the lines before it are',
    ],
    ['name index\n', 'holds no "name index" line'],
  ])('refuses %j', (text, problem) => {
    expect(() => parseLabels(text, 'val.txt')).toThrow(problem)
  })
})
