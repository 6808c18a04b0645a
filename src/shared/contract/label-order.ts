import { z } from 'zod'
import { LabelOrderTest, OrderName } from '../label-order.ts'
import { Name } from '../name.ts'
import { RunReference } from './common.ts'
import type { Methods } from './method.ts'
import { StartedRun } from './runs.ts'

export const labelOrderMethods = {
  /** A run's answers so far, judged in the orders that make sense for it. */
  'results.labelOrder': { input: z.object({ run: RunReference }), output: LabelOrderTest, page: true },
  /**
   * A new run in which the order is the given one, the run itself staying as it is. Where the labels are at fault, its
   * dataset's are read so from now on. Answers are judged anew, and evaluated only where they would not be the same.
   */
  'runs.adoptOrder': {
    input: z.object({ run: RunReference, order: OrderName, name: Name.optional() }),
    output: StartedRun,
    writes: true,
    page: true,
  },
} satisfies Methods
