import type { CurveLine, CurveLoss } from './sweep-curve.ts'

/** Shares of a loss that are called half of it, and all of it. */
const HALF = { from: 0.45, to: 0.55 }
const ALL = 0.995

/**
 * What a line loses, in one sentence: `Seeing 128 instead of 224 costs 6.1 points of top-1, ±1.0; half of it is lost
 * below 160.` Sizes are those that were measured, and nothing is said of what lies between them.
 * @param of what is lost: `top-1`
 */
export function describeLoss(loss: CurveLoss, of: string): string {
  const { images, sizes, interval } = loss
  const [smallest, largest] = [sizes[0], sizes.at(-1)]
  if (!smallest || !largest) return ''
  const difference = (smallest.correct - largest.correct) / images
  const change = points(difference)
  const less = `Seeing ${smallest.size} instead of ${largest.size}`
  const isChance = interval[0] <= 0 && interval[1] >= 0
  const what =
    change === '0.0'
      ? `changes ${of} by 0.0 points`
      : `${difference < 0 ? 'costs' : 'gains'} ${change} ${change === '1.0' ? 'point' : 'points'} of ${of}`
  const rest = isChance ? '; that may be chance' : difference < 0 ? halfOf(loss) : ''
  return `${less} ${what}, ${margin(difference, interval)}${rest}.`
}

/** How far a line's calibration error changes: there is no interval of it. */
export function describeCalibrationChange({ points: all }: Pick<CurveLine, 'points'>): string | null {
  const known = all.filter(({ value }) => value !== null)
  const [smallest, largest] = [known[0], known.at(-1)]
  if (!smallest || !largest || smallest === largest) return null
  const [to, from] = [smallest, largest].map(({ value }) => points(value ?? 0))
  const verb =
    from === to ? `leaves the calibration error at ${to}` : `takes the calibration error from ${from} to ${to}`
  return `Seeing ${smallest.size} instead of ${largest.size} ${verb} points.`
}

const points = (share: number) => Math.abs(100 * share).toFixed(1)
const signed = (share: number) => `${share < 0 && points(share) !== '0.0' ? '−' : ''}${points(share)}`

/** `±1.0`; of an interval that reaches further to one side than to the other, both of its ends. */
function margin(difference: number, [low, high]: readonly [number, number]): string {
  const [below, above] = [points(difference - low), points(high - difference)]
  if (below === above) return `±${below}`
  // A loss is told as a positive figure, and so is its interval.
  const [from, to] = difference < 0 ? [-high, -low] : [low, high]
  return `95% interval ${signed(from)} to ${signed(to)}`
}

/** Where about half of the loss lies: below the size at which the part that is still to be lost is nearest to half. */
function halfOf({ sizes }: CurveLoss): string {
  const [smallest, largest] = [sizes[0], sizes.at(-1)]
  if (!smallest || !largest) return ''
  const shares = sizes.slice(1, -1).map(({ size, correct }) => {
    return { size, share: (correct - smallest.correct) / (largest.correct - smallest.correct) }
  })
  const [nearest] = shares.toSorted((a, b) => Math.abs(a.share - 0.5) - Math.abs(b.share - 0.5))
  if (!nearest) return ''
  const { size, share } = nearest
  if (share >= ALL) return `; all of it is lost below ${size}`
  if (share <= 1 - ALL) return `; all of it is lost above ${size}`
  const part = share >= HALF.from && share <= HALF.to ? 'half' : `${Math.round(100 * share)}%`
  return `; ${part} of it is lost below ${size}`
}
