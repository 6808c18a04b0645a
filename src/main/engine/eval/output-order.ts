import { AcuityError } from '../../../shared/errors.ts'
import { ORDERS, type OutputOrder } from '../../../shared/label-order.ts'
import { counted } from '../../../shared/text.ts'

/**
 * Refuses an order that leaves a class out, or is of another class list.
 * @param classes how many the dataset's list has
 * @throws AcuityError `invalid-input`
 */
export function checkOutputOrder({ classes: meant }: OutputOrder, classes: number): void {
  if (meant.length === classes && new Set(meant).size === classes && meant.every((index) => index < classes)) return
  throw new AcuityError(
    'invalid-input',
    `The order that the outputs are taken in is of ${counted(meant.length, 'class', 'classes')}, and not of each of the dataset's ` +
      `${counted(classes, 'class', 'classes')} once: it was found on another class list.`,
  )
}

/** What is recorded beside a run that has such an order. */
export function saidOfOrder({ order }: OutputOrder): string {
  const said = `It was taken that ${ORDERS[order]}.`
  return order === 'outputs-matched'
    ? `${said} Half of these images said which: its accuracy on them is better than on others.`
    : said
}
