import path from 'node:path'
import { expect, it } from 'vitest'
import { NEVER, type NamedOrder } from '../../../../shared/order-tally.ts'
import { NO_ANSWER } from '../../../../shared/results.ts'
import { advised } from '../../../../testing/remedies.ts'
import { temporaryFolder } from '../../../../testing/folders.ts'
import { indexSample } from '../../../../testing/home.ts'
import { openDatabase } from '../../db/index.ts'
import { AnswerWatch } from './answer-watch.ts'

/** A watch of a run on the sample, with its 12 classes, that has answered nothing yet. */
async function newWatch(orders: NamedOrder[] = []) {
  const home = temporaryFolder()
  await indexSample(home)
  const db = openDatabase(path.join(home, 'acuity.db'))
  const [dataset] = db.datasets.all()
  const watch = await AnswerWatch.of(db, { id: 1, datasetId: dataset?.id ?? 0 }, orders)
  db.close()
  const answer = (label: number, predicted: number, times: number) => {
    for (let i = 0; i < times; i++) watch.add(label, predicted)
  }
  return { watch, answer, soFar: () => watch.warnings(false), atEnd: () => watch.warnings(true) }
}

const ALWAYS = [
  advised(/^The answer is class 0 \(x00000101 .*\) for at least 99% of the images/, { do: 'diagnose-recipe' }),
]
const LOW = [advised(/^Top-1 is below what guessing among 12 classes gives \(8\.3%\)/, { do: 'diagnose-recipe' })]

it('takes no offence at one answer for images that come class by class', async () => {
  const { answer, soFar, atEnd } = await newWatch()
  answer(0, 0, 100)
  expect([soFar(), atEnd()]).toEqual([[], []])
  // Another class that is taken for it, so far.
  answer(1, 0, 40)
  expect(soFar()).toEqual([])
  answer(1, 1, 60)
  expect([soFar(), atEnd()]).toEqual([[], []])
})

it('says that the answer is always the same, and that no more once it is not', async () => {
  const { answer, soFar, atEnd } = await newWatch()
  for (let label = 0; label < 4; label++) answer(label, 0, 25)
  answer(NO_ANSWER, NO_ANSWER, 50)
  expect([soFar(), atEnd()]).toEqual([ALWAYS, ALWAYS])
  answer(5, 5, 10)
  expect([soFar(), atEnd()]).toEqual([[], []])
})

it('says that top-1 is certainly below what guessing gives, of enough images of enough classes', async () => {
  const { answer, soFar, atEnd } = await newWatch()
  answer(0, 1, 20)
  expect(atEnd()).toEqual([])
  answer(1, 2, 20)
  answer(2, 3, 10)
  expect([soFar(), atEnd()]).toEqual([[], LOW])
  // Those that came first may be hard ones: it takes ten classes.
  answer(3, 4, 60)
  expect([soFar(), atEnd()]).toEqual([[], LOW])
  for (let label = 4; label < 11; label++) answer(label, label + 1, 9)
  expect([soFar(), atEnd()]).toEqual([LOW, LOW])
  answer(11, 11, 40)
  expect([soFar(), atEnd()]).toEqual([[], []])
})

it('says after 300 images that another order of the labels is the right one, in the same words while that is so', async () => {
  const expected = Int32Array.from({ length: 12 }, (_, label) => (label < 11 ? label + 1 : NEVER))
  const { answer, soFar, atEnd } = await newWatch([{ order: 'labels-plus-1', expected }])
  const adopt = { do: 'adopt-order', run: 1, order: 'labels-plus-1' } as const
  for (let label = 0; label < 11; label++) answer(label, label + 1, 27)
  expect(soFar()).toEqual(LOW)
  answer(11, 3, 5)
  const first = advised(
    /^Top-1 is 0\.0% as given, and 98\.3% if the labels are one too low \(the first 302 images/,
    adopt,
  )
  expect(soFar()).toEqual([first])
  for (let other = 0; other < 10; other++) answer(11, other, 20)
  expect(soFar()).toEqual([first])
  const all = advised(/^Top-1 is 0\.0% as given, and 59\.2% if the labels are one too low \(502 images/, adopt)
  expect(atEnd()).toEqual([all])
})
