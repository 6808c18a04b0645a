import type { LabelOrderTest } from '../../../shared/label-order.ts'
import { OrderTally } from '../../../shared/order-tally.ts'
import type { RunRow } from '../db/index.ts'
import { ordersOf, outputsMean, type RunOrder } from '../eval/index.ts'
import type { EngineContext } from '../wing.ts'

/** Answers read at a time: some milliseconds' worth. */
const PAGE = 2000

export interface TestedOrders {
  test: LabelOrderTest
  /** Those that were tried. */
  orders: RunOrder[]
}

/** Judges what a run has answered so far in all orders that make sense for it. */
export async function testOrders(
  { db, resources }: Pick<EngineContext, 'db' | 'resources'>,
  run: RunRow,
): Promise<TestedOrders> {
  const orders = await ordersOf(db, resources, run)
  const tally = new OrderTally(orders, db.datasets.classCount(run.datasetId))
  for (let after: number | undefined = 0; after !== undefined;) {
    const page = db.predictions.answers(run.id, after, PAGE)
    for (const [, label, predicted] of page) tally.add(label, predicted)
    after = page.at(-1)?.[0]
    await new Promise(setImmediate)
  }
  const { test, matched } = tally.test()
  return { test, orders: matched ? [...orders, outputsMean('outputs-matched', matched.order)] : orders }
}
