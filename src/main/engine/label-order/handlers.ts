import type { labelOrderMethods } from '../../../shared/contract/label-order.ts'
import { findRun, type RunQueue } from '../eval/index.ts'
import type { Indexing } from '../indexing/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { adoptOrder } from './adopt-order.ts'
import { testOrders } from './test-orders.ts'

export const labelOrderHandlers = (
  context: EngineContext & { indexing: Indexing; queue: RunQueue },
): Handlers<typeof labelOrderMethods> => ({
  'results.labelOrder': async ({ run }) => (await testOrders(context, findRun(context.db, run))).test,
  'runs.adoptOrder': ({ run, ...request }, signal) => adoptOrder(context, findRun(context.db, run), request, signal),
})
