import type { ObjectCurve, ObjectCurves } from '../../../../shared/object-size.ts'
import { count, counted } from '../../../lib/format.ts'

/** Shares of a loss that are called all of it. */
const ALL = { from: 0.995, to: 1.005 }

/**
 * How much of what the smallest size costs the objects' size explains, in one or two sentences: what top-1 is at both
 * sizes, against what it would be there if it depended on the objects' size for the network alone.
 * @param curves the smallest size first
 * @returns null where there are no two sizes with figures
 */
export function describeExplained(curves: readonly ObjectCurve[]): string | null {
  const known = curves.flatMap(({ size, top1, expected }) =>
    top1 === null || expected === null ? [] : [{ size, top1, expected }],
  )
  const [smallest, largest] = [known[0], known.at(-1)]
  if (!smallest || !largest || smallest === largest) return null
  const loss = largest.top1 - smallest.top1
  const explained = largest.expected - smallest.expected
  const seeing = `Seeing ${smallest.size} instead of ${largest.size}`
  if (points(loss) === '0.0' || loss < 0)
    return `${seeing} costs no top-1 on these images: there is no loss that the objects’ size could explain.`
  const costs = `${seeing} costs ${told(loss)} of top-1.`
  const condition = 'If top-1 depended on the objects’ size in pixels alone'
  if (points(explained) === '0.0' || explained < 0)
    return `${costs} ${condition}, it would cost nothing: the objects’ size explains none of the loss.`
  return `${costs} ${condition}, it would cost ${told(explained)}: ${shareOf(explained / loss)} of the loss.`
}

const points = (share: number) => Math.abs(100 * share).toFixed(1)
const told = (share: number) => `${points(share)} ${points(share) === '1.0' ? 'point' : 'points'}`

function shareOf(share: number): string {
  if (share > ALL.to) return 'more than all'
  return share >= ALL.from ? 'all' : `${Math.round(100 * share)}%`
}

const explanation =
  ' Where only size counts, an image is as often right as those with objects of about its size are over all of the sweep’s sizes.'

/**
 * What that is to be taken with: how many images have boxes, and of how many nothing can be said, as no other size has
 * objects as large.
 */
export function describeBasis({ evaluated, images, curves }: ObjectCurves, isPartial: boolean): string[] {
  const sofar = isPartial ? ' so far' : ''
  const isCompared = curves.length > 1
  const boxed =
    images === evaluated ? 'all of which have boxes' : `of which ${counted(images, 'has a box', 'have boxes')}`
  const ends = [...new Set([curves[0], curves.at(-1)])].flatMap((curve) => curve ?? [])
  const alone = ends.flatMap((curve) => {
    const own = curve.bins.filter(
      ({ to }) => !curves.some((other) => other !== curve && other.bins.some((bin) => bin.to === to)),
    )
    const lone = own.reduce((sum, bin) => sum + bin.images, 0)
    return lone === 0 ? [] : [`${count(lone)} at ${curve.size}`]
  })
  return [
    `Of ${counted(evaluated, 'image')} that all its runs evaluated${sofar}, ${boxed}.${isCompared ? explanation : ''}`,
    ...(isCompared && alone.length > 0
      ? [`Of images whose objects are of a size that no other run sees, this says nothing: ${alone.join(', ')}.`]
      : []),
  ]
}
