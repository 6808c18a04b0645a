import { remediesOfAdvice, type Advice } from '../../shared/advice.ts'
import type { OrderName } from '../../shared/label-order.ts'

/** Whether advice is that another order of the labels is the right one. */
export const adoptsOrder = (advice: Advice): boolean =>
  remediesOfAdvice(advice).some((remedy) => remedy.do === 'adopt-order')

/** What the button is called that has an order so from now on. */
export const adoptButton = (order: OrderName): string => names[order]

const names: Record<OrderName, string> = {
  'labels-as-given': 'Read labels as given',
  'labels-devkit': 'Read labels as devkit ids',
  'labels-devkit-from-0': 'Read labels as devkit ids from 0',
  'labels-sorted-digits': 'Read labels as sorted digits',
  'labels-sorted-digits-from-1': 'Read labels as sorted digits from 1',
  'labels-minus-1': 'Read labels one lower',
  'labels-plus-1': 'Read labels one higher',
  'offset-minus-1': 'Evaluate with an offset one less',
  'offset-plus-1': 'Evaluate with an offset one more',
  'outputs-canonical': 'Take outputs in order of WordNet ids',
  'outputs-devkit': 'Take outputs in the devkit’s order',
  'outputs-names': 'Take outputs by their names',
  'outputs-sorted-digits': 'Take outputs as sorted digits',
  'outputs-sorted-digits-from-1': 'Take outputs as sorted digits from 1',
  'outputs-matched': 'Take outputs as matched',
}
