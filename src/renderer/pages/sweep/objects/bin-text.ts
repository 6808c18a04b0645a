import type { ObjectBin, ObjectCurve } from '../../../../shared/object-size.ts'
import { percent, percentRange } from '../../../../shared/text.ts'
import { count, threeDigits } from '../../../lib/format.ts'

/** Of fewer images, a share is known to no better than about 17 points either way (Wilson's interval at a half). */
const FEW = 30

export const holdsFew = ({ images }: Pick<ObjectBin, 'images'>) => images < FEW

export const fewText = `fewer than ${FEW} images`

/** The sides that a bin holds: `16–22.6`, `below 4`, or that nothing is left of the object. */
export function describeSides({ from, to }: Pick<ObjectBin, 'from' | 'to'>): string {
  if (to === 0) return 'none of it in the crop'
  return from === 0 ? `below ${threeDigits(to)}` : `${threeDigits(from)}–${threeDigits(to)}`
}

/** What is told of a bin at one size, a line each. */
export function binFacts(bin: ObjectBin): { term: string; value: string }[] {
  return [
    { term: 'Top-1', value: percent(bin.top1) },
    { term: '95% interval', value: percentRange(bin.interval) },
    { term: 'Object’s side', value: `${describeSides(bin)} pixels` },
    { term: 'On average', value: `${threeDigits(bin.side)} pixels` },
    { term: 'Right', value: `${count(bin.correct)} of ${count(bin.images)}` },
    ...(holdsFew(bin) ? [{ term: 'Uncertain', value: fewText }] : []),
  ]
}

/** The same to be spoken, in one line. */
export function describeBin({ size }: Pick<ObjectCurve, 'size'>, bin: ObjectBin): string {
  return [`At ${size}`, ...binFacts(bin).map(({ term, value }) => `${term} ${value}`)].join(', ')
}
