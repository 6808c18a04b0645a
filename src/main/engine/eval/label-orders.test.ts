import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OrderName } from '../../../shared/label-order.ts'
import { seededRandom } from '../../../shared/match-outputs.ts'
import { OrderTally, type NamedOrder } from '../../../shared/order-tally.ts'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'
import { findResources } from '../../resources.ts'
import { readLabelSets, readShippedOrder } from '../dataset/index.ts'
import { runOrders, type OrderContext } from './label-orders.ts'

const resources = findResources()
const [set] = await readLabelSets(resources)
const classes = set?.classes ?? []
const devkit = await readShippedOrder(resources)

const context: OrderContext = {
  ...{ classes, canonical: classes, devkit, layout: 'list', names: null },
  ...{ outputs: 1000, classOffset: 0, restricted: null, labelOrder: null, outputOrder: null },
}
const namesOf = (change: Partial<OrderContext>) => runOrders({ ...context, ...change }).map(({ order }) => order)

const READINGS = [
  ...['labels-devkit', 'labels-devkit-from-0', 'labels-sorted-digits', 'labels-sorted-digits-from-1'],
  ...['labels-minus-1', 'labels-plus-1'],
]
const OUTPUTS = ['outputs-devkit', 'outputs-sorted-digits', 'outputs-sorted-digits-from-1']

describe('the orders that make sense', () => {
  it('reads labels otherwise only where they are numbers, and moves outputs only where each class keeps one', () => {
    expect(namesOf({})).toEqual([...READINGS, ...OUTPUTS])
    expect(namesOf({ layout: 'class-folders' })).toEqual(['offset-minus-1', 'offset-plus-1', ...OUTPUTS])
    expect(namesOf({ outputs: 1001, classOffset: -1 })).toEqual([...READINGS, 'offset-plus-1', ...OUTPUTS])
  })

  it('knows the devkit only of its classes, and digits only where text sorts them otherwise', () => {
    const own = (length: number) =>
      Array.from({ length }, (_, index) => ({ index, wnid: `c${index}`, name: `class ${index}` }))
    const few = { canonical: null, outputs: 9, classes: own(9) }
    expect(namesOf(few)).toEqual(['labels-minus-1', 'labels-plus-1'])
    expect(namesOf({ canonical: null, outputs: 20, classes: own(20), layout: 'folder-ids' })).toEqual([
      ...['offset-minus-1', 'offset-plus-1', 'outputs-sorted-digits', 'outputs-sorted-digits-from-1'],
    ])
  })

  it('takes a class list of the same classes in another order, and names of the outputs, by what they say', () => {
    const reversed = classes.toReversed().map((entry, index) => ({ ...entry, index }))
    const [canonical] = runOrders({ ...context, classes: reversed, layout: 'class-folders', outputs: 1000 }).filter(
      ({ order }) => order === 'outputs-canonical',
    )
    expect(canonical?.expected.slice(0, 3)).toEqual(Int32Array.of(999, 998, 997))
    const names = classes.map(({ wnid }) => wnid).toReversed()
    const [byName] = runOrders({ ...context, names }).filter(({ order }) => order === 'outputs-names')
    expect(byName?.expected.slice(0, 3)).toEqual(Int32Array.of(999, 998, 997))
  })

  it('keeps restricted answers among their classes', () => {
    const some = { name: null, classes: Array.from({ length: 200 }, (_, i) => i * 5) }
    expect(namesOf({ restricted: some })).toEqual([])
    const first = { name: null, classes: Array.from({ length: 200 }, (_, i) => i) }
    expect(namesOf({ restricted: first })).toEqual(expect.arrayContaining(['labels-minus-1', 'labels-plus-1']))
    expect(namesOf({ restricted: first })).not.toContain('labels-devkit')
  })

  it('can have labels as they are given again, where they were read otherwise', () => {
    const orders = runOrders({ ...context, labelOrder: 'devkit' })
    expect(orders.map(({ order }) => order)).toEqual(['labels-as-given', ...OUTPUTS])
    const [{ expected } = { expected: new Int32Array(0) }] = orders
    const kitFox = classes.findIndex(({ wnid }) => wnid === devkit.get(1))
    expect(expected[kitFox]).toBe(1)
  })
})

type Answer = readonly [label: number, predicted: number]

function found(answers: readonly Answer[], orders: readonly NamedOrder[], count: number) {
  const tally = new OrderTally(orders, count)
  for (const [label, predicted] of answers) tally.add(label, predicted)
  const { test } = tally.test()
  return { ...test, accuses: test.found.length > 0 || test.matched?.beats === true }
}

/** Nobody is accused in 200 samples of the answers, drawn with replacement. */
function expectNoneAccused(answers: readonly Answer[], orders: readonly NamedOrder[], count: number): void {
  const random = seededRandom(7)
  const [first = [0, 0]] = answers
  for (let sample = 0; sample < 200; sample++) {
    const resampled = Array.from({ length: 300 }, () => answers[Math.floor(random() * answers.length)] ?? first)
    expect(found(resampled, orders, count)).toMatchObject({ accuses: false, undecided: null })
  }
}

const answersIn = (csv: string, label: string): Answer[] => {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/)
  const [at, top1] = [label, 'top1'].map((name) => header.split(',').indexOf(name))
  return lines.map((line) => line.split(',')).map((cells) => [Number(cells[at ?? 0]), Number(cells[top1 ?? 0])])
}

describe.skipIf(!hasSharedData)('the answers of an independent program (needs ../shared/data)', () => {
  const folder = path.join(sharedData, 'reference')
  const files = hasSharedData ? readdirSync(folder).filter((file) => file.endsWith('.csv')) : []
  const read = (file: string) => answersIn(readFileSync(path.join(folder, file), 'utf8'), 'label')
  const orders = [...runOrders(context), ...runOrders({ ...context, layout: 'class-folders' })]

  it.each(files)('%s is never accused, in 200 resamples', (file) => {
    const answers = read(file)
    expect(answers).toHaveLength(500)
    expectNoneAccused(answers, orders, classes.length)
  })

  it.each(runOrders(context).map(({ order, expected }) => [order, expected] as const))(
    '%s is found of 300 images, where labels are in it',
    (order: OrderName, expected) => {
      const given = new Map(Array.from(expected, (right, label) => [right, label]))
      for (const file of files) {
        const planted = read(file).flatMap(([label, predicted]): Answer[] => {
          const before = given.get(label)
          return before === undefined ? [] : [[before, predicted]]
        })
        expect(found(planted.slice(0, 300), runOrders(context), classes.length).found).toEqual([order])
      }
    },
  )
})

it('the bundled sample is never accused, in 200 resamples', async () => {
  const engine = await sampleEngine()
  const { run, classes: count, outputs, classOffset } = await evaluate(engine, sampleRun(99))
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'csv' })
  const own = Array.from({ length: count }, (_, index) => ({ index, wnid: `x${index}`, name: '' }))
  const orders = runOrders({ ...context, canonical: null, classes: own, outputs, classOffset })
  expect(orders).not.toEqual([])
  expectNoneAccused(answersIn(text, 'label'), orders, count)
  expect((await engine.call('runs.get', { run })).warnings).toEqual([])
})
