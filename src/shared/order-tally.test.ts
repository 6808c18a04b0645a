import { expect, it } from 'vitest'
import { NEVER, OrderTally, type NamedOrder } from './order-tally.ts'

const shifted = (step: number, classes: number): NamedOrder => ({
  order: step < 0 ? 'labels-minus-1' : 'labels-plus-1',
  expected: Int32Array.from({ length: classes }, (_, label) =>
    label + step >= 0 && label + step < classes ? label + step : NEVER,
  ),
})

type Answer = readonly [label: number, predicted: number]

function tallied(answers: readonly Answer[], orders: readonly NamedOrder[], classes: number): OrderTally {
  const tally = new OrderTally(orders, classes)
  for (const [label, predicted] of answers) tally.add(label, predicted)
  return tally
}

/** So many images of each class, of which each is answered with the class that `answer` says. */
const each = (classes: number, times: number, answer: (label: number, image: number) => number): Answer[] =>
  Array.from({ length: classes * times }, (_, i) => {
    const label = Math.floor(i / times)
    return [label, answer(label, i % times)]
  })

const shifts = [shifted(-1, 12), shifted(1, 12)]

it('finds the order in which the answers are right, and counts what only it has', () => {
  const { test } = tallied(
    each(12, 5, (label) => (label + 1) % 12),
    shifts,
    12,
  ).test()
  expect(test).toMatchObject({ images: 60, classes: 12, correct: 0, found: ['labels-plus-1'], matched: null })
  expect(test.orders[1]).toMatchObject({ correct: 55, onlyGiven: 0, onlyThis: 55, beats: true })
  expect(test.orders[1]?.p).toBeCloseTo(2 ** -54, 20)
  expect(test.orders[1]?.adjusted).toBeCloseTo(2 ** -53, 20)
  expect(test.unmatched).toBe('it takes 10 images of each class, and there is one with 5')
})

it('says which orders these images cannot tell apart', () => {
  const alike = { ...shifted(1, 12), order: 'offset-minus-1' as const }
  const { found } = tallied(
    each(12, 5, (label) => (label + 1) % 12),
    [...shifts, alike],
    12,
  ).judge()
  expect(found).toEqual(['labels-plus-1', 'offset-minus-1'])
})

it('accuses nobody of neighbours that are taken for each other, nor of what a few images say', () => {
  const often = each(12, 10, (label, image) => (image < 4 ? label : Math.min(11, label + 1)))
  expect(tallied(often, shifts, 12).judge().found).toEqual([])
  const few = each(12, 2, (label) => (label + 1) % 12)
  expect(tallied(few, shifts, 12).judge()).toMatchObject({
    found: [],
    undecided: 'it takes 30 images, and there are 24',
  })
})

it('cannot tell of the first classes alone', () => {
  const first = each(4, 50, (label) => label + 1)
  expect(tallied(first, [shifted(1, 1000)], 1000).test().test).toMatchObject({
    found: [],
    undecided: 'it takes images of 10 classes, and they are of 4: orders can look alike',
    unmatched: 'it takes images of 10 classes, and they are of 4: orders can look alike',
  })
})

it('finds a free choice of outputs on one half, and counts it on the other', () => {
  const scattered = (label: number) => (label * 5 + 3) % 12
  const answers = each(12, 20, (label, image) => (image % 4 === 0 ? (label + 7) % 12 : scattered(label)))
  const { test, matched } = tallied(answers, shifts, 12).test()
  expect(test).toMatchObject({ found: [], matched: { images: 120, givenCorrect: 0, beats: true } })
  expect(matched?.correct).toBeGreaterThan(75)
  for (let label = 0; label < 12; label++) expect(matched?.order[scattered(label)]).toBe(label)

  const right = each(12, 20, (label, image) => (image % 4 === 0 ? (label + 7) % 12 : label))
  expect(tallied(right, shifts, 12).test()).toMatchObject({ test: { matched: { beats: false, moved: 0 } } })
  const few = each(12, 9, scattered)
  expect(tallied(few, shifts, 12).test().test.unmatched).toBe(
    'it takes 10 images of each class, and there is one with 9',
  )
})
