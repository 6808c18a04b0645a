import { describe, expect, it } from 'vitest'
import type { ClassResult } from '../../shared/results.ts'
import { reordered, sortClasses } from './class-order.ts'

const result = (index: number, name: string, images: number, top1Correct: number, confused: number | null) => ({
  index,
  name,
  wnid: `n${100 - index}`,
  images,
  top1Correct,
  top5Correct: top1Correct,
  unanswered: 0,
  top1: images === 0 ? null : top1Correct / images,
  top5: images === 0 ? null : top1Correct / images,
  top1Interval: null,
  mostConfusedWith: null,
  mostConfusedCount: confused,
})

const classes: ClassResult[] = [
  result(0, 'zebra', 4, 3, 1),
  result(1, 'ant', 0, 0, null),
  result(2, 'Bee', 4, 1, 3),
  result(3, 'cat', 2, 1, 1),
  result(4, 'dog', 10, 5, 5),
]

const sorted = (column: Parameters<typeof reordered>[1], descending = false) =>
  sortClasses(classes, { column, descending }).map(({ index }) => index)

describe('classes in order', () => {
  it('puts the worst first and what is not known last, ties by index', () =>
    expect(sorted('top1')).toEqual([2, 3, 4, 0, 1]))
  it('keeps what is not known last the other way round', () => expect(sorted('top1', true)).toEqual([0, 3, 4, 2, 1]))
  it('sorts names as people do, whatever their case', () => expect(sorted('name')).toEqual([1, 2, 3, 4, 0]))
  it('sorts numbers as numbers', () => expect(sorted('images', true)).toEqual([4, 0, 2, 3, 1]))
  it('sorts by how often the worst confusion happened', () => expect(sorted('confused', true)).toEqual([4, 2, 0, 3, 1]))
  it('leaves the list itself alone', () => expect(classes.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]))
})

describe('pressing a column head', () => {
  it('starts where trouble is, then turns round', () => {
    const once = reordered({ column: 'index', descending: false }, 'images')
    expect(once).toEqual({ column: 'images', descending: true })
    expect(reordered(once, 'images')).toEqual({ column: 'images', descending: false })
    expect(reordered(once, 'top1')).toEqual({ column: 'top1', descending: false })
  })
})
