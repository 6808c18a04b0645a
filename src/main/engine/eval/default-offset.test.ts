import { describe, expect, it } from 'vitest'
import { advised } from '../../../testing/remedies.ts'
import { defaultOffset, warnOfClasses } from './default-offset.ts'

const OFFSET = { do: 'state', option: 'classOffset' } as const
const LEFT_OUT = { do: 'index-beside', classes: 'left-out' } as const
const STATED = { do: 'index-beside', classes: 'stated' } as const

const dataset = (count: number, classesFile: string | null, id = (i: number) => `n${String(i).padStart(8, '0')}`) => ({
  root: '/data/val',
  classesFile,
  classes: Array.from({ length: count }, (_, index) => ({ index, wnid: id(index), name: 'x' })),
})

describe('a model with outputs for other classes than the dataset', () => {
  it('is none with one background class', () => {
    expect([defaultOffset(1000, 1000), defaultOffset(1001, 1000)]).toEqual([0, -1])
    for (const outputs of [1000, 1001]) expect(warnOfClasses(outputs, dataset(1000, null))).toEqual([])
  })

  it.each([
    ['a list of some classes (case 08-subset)', 1000, dataset(4, '/lists/subset.txt'), [LEFT_OUT]],
    ['the same beside a background class', 1001, dataset(4, '/lists/subset.txt'), [LEFT_OUT]],
    ['a model of ten classes (case ten_classes.onnx)', 10, dataset(1000, null), [STATED]],
    ['a few outputs more', 1008, dataset(1000, null), [OFFSET, STATED]],
    ['many more', 21_841, dataset(1000, null), [STATED]],
    ['classes of their own', 1000, dataset(4, '/lists/own.txt', (i) => `own${i}`), [STATED]],
  ])('%s: has the advice that helps', (_, outputs, classes, remedies) =>
    expect(warnOfClasses(outputs, classes)).toEqual([
      advised(/^The model has \d+ outputs, the dataset \d+ classes/, ...remedies),
    ]),
  )

  it('says that a list in the folder is picked up as long as it lies there', () => {
    expect(warnOfClasses(1000, dataset(4, '/data/val/classes.txt'))).toEqual([
      advised(/\/data\/val\/classes\.txt; .* once that is moved out of it\.$/, LEFT_OUT),
    ])
  })
})
