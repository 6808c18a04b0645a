import { advice, type Advice } from './advice.ts'
import { ORDERS, type LabelOrderTest } from './label-order.ts'
import { counted, percent } from './text.ts'

/**
 * What is to be said of the order that a run's labels are in; null where the given one may well be right.
 * @param soFar whether more images are to come
 */
export function warnOfOrder(run: number, test: LabelOrderTest, soFar = false): Advice | null {
  const { images, correct, orders, found, matched } = test
  const share = (right: number, of = images) => percent(right / of)
  const [best, ...alike] = found
  if (best !== undefined) {
    const result = orders.find(({ order }) => order === best)?.correct ?? 0
    const others = alike.map((order) => `, or ${ORDERS[order]}`).join('')
    const message =
      `Top-1 is ${share(correct)} as given, and ${share(result)} if ${ORDERS[best]}${others} ` +
      `(${soFar ? 'the first ' : ''}${counted(images, 'image')}, judged in ${orders.length + 1} orders).`
    return advice(
      alike.length > 0 ? `${message} These images cannot tell which it is.` : message,
      found.map((order) => ({ do: 'adopt-order', run, order })),
    )
  }
  if (!matched?.beats) return null
  const message =
    `Top-1 is ${share(matched.givenCorrect, matched.images)} as given, and ${share(matched.correct, matched.images)} if ` +
    `${ORDERS['outputs-matched']}, as found on one half of the images and counted on the ${matched.images} of the other: ` +
    `${counted(matched.moved, 'output means', 'outputs mean')} another class, in no order that has a name here.`
  return advice(message, [{ do: 'adopt-order', run, order: 'outputs-matched' }])
}
