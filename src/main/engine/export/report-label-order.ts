import { ORDERS, type LabelOrderTest, type OrderName } from '../../../shared/label-order.ts'
import { fraction, integer, number, text, type Field } from '../../../shared/report.ts'
import { testOrders } from '../label-order/index.ts'
import type { ReportSource } from './report-source.ts'

/** An order, and how the run's images fare in it; figures are null where it was not tried. */
interface OrderRecord {
  order: OrderName | 'as-given'
  meaning: string
  images: number | null
  correct: number | null
  given: number | null
  onlyGiven: number | null
  onlyThis: number | null
  p: number | null
  adjusted: number | null
  verdict: string
}

const share = (correct: number | null, images: number | null) =>
  correct === null || images === null || images === 0 ? null : correct / images

export const labelOrderFields: readonly Field<OrderRecord>[] = [
  [text('order'), ({ order }) => order],
  [text('if'), ({ meaning }) => meaning],
  [integer('images'), ({ images }) => images],
  [integer('top1_correct'), ({ correct }) => correct],
  [fraction('top1'), ({ correct, images }) => share(correct, images)],
  [fraction('given_top1'), ({ given, images }) => share(given, images)],
  [integer('only_given_right'), ({ onlyGiven }) => onlyGiven],
  [integer('only_this_right'), ({ onlyThis }) => onlyThis],
  [number('mcnemar_p'), ({ p }) => p],
  [number('adjusted_p'), ({ adjusted }) => adjusted],
  [text('verdict'), ({ verdict }) => verdict],
]

/** The given order first, and then the others as they were tried. */
export async function* labelOrderRecords(source: ReportSource): AsyncGenerator<OrderRecord> {
  const { test } = await testOrders(source, source.row)
  const { images, correct, orders, undecided } = test
  const untested = { onlyGiven: null, onlyThis: null, p: null, adjusted: null }
  yield {
    order: 'as-given',
    meaning: 'all is as given',
    images,
    correct,
    given: correct,
    ...untested,
    verdict: 'given',
  }
  for (const { order, ...result } of orders) {
    const verdict = undecided === null ? verdictOf(order, result, test) : `cannot tell: ${undecided}`
    yield { order, meaning: ORDERS[order], images, given: correct, ...result, verdict }
  }
  yield matchedRecord(test)
}

/** As that of what is found. */
const PLAIN = 0.001

type Result = Omit<LabelOrderTest['orders'][number], 'order'>

function verdictOf(order: OrderName, result: Result, { found }: LabelOrderTest): string {
  if (found.includes(order)) return found.length > 1 ? 'found, like another' : 'found'
  return result.beats ? 'better than given, another is better' : notBetter(result)
}

/** By the adjusted p where it is tested with others. */
const notBetter = ({ onlyGiven, onlyThis, adjusted }: Omit<Result, 'beats'>) =>
  onlyGiven > onlyThis && adjusted < PLAIN ? 'worse' : 'not better'

function matchedRecord({ matched, unmatched }: LabelOrderTest): OrderRecord {
  const order = 'outputs-matched'
  const meaning = ORDERS[order]
  if (matched === null) {
    const nothing = {
      images: null,
      correct: null,
      given: null,
      onlyGiven: null,
      onlyThis: null,
      p: null,
      adjusted: null,
    }
    return { order, meaning, ...nothing, verdict: `not tried: ${unmatched}` }
  }
  const { givenCorrect: given, beats, ...result } = matched
  return { order, meaning, given, ...result, verdict: beats ? 'found' : notBetter(result) }
}
