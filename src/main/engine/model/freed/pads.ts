// How far windows reach beyond a map, at its beginning and its end.

export interface Pads {
  begin: number
  end: number
}

/** A window along one axis. */
export interface Window {
  /** Length of the map. */
  length: number
  kernel: number
  stride: number
  dilation: number
}

/** From its first to its last place. */
export const reach = ({ kernel, dilation }: Window) => (kernel - 1) * dilation + 1

/** TensorFlow's SAME, with an odd one at the end (tf.nn.convolution): as many windows as strides begin in the map. */
export function samePads(window: Window): Pads {
  const { length, stride } = window
  const total = Math.max((Math.ceil(length / stride) - 1) * stride + reach(window) - length, 0)
  return { begin: Math.floor(total / 2), end: Math.ceil(total / 2) }
}

/** What a pool that rounds up needs beyond a map that was padded by `begin` on both sides, as Caffe's do. */
export function pastEnd(window: Window, begin: number): number {
  const { length, stride } = window
  const left = (length + 2 * begin - reach(window)) % stride
  return begin + (left === 0 ? 0 : stride - left)
}

/** Which rule gave a layer's pads, as far as they tell. */
export type PadRule =
  /** Written by hand: right at any size. */
  | 'own'
  /** TensorFlow's. */
  | 'same'
  /** Those of SAME and of a layer that pads alike on all sides. */
  | 'same-or-own'
  /** Those of SAME and of a pool that rounds up. */
  | 'same-or-up'
  /** None that is known: right where windows lie as they do at the size of the export. */
  | 'unknown'

/**
 * @param axes along which the map follows the images
 * @param of `isOwn`: the layer states all of its pads itself
 */
export function padRule(
  axes: readonly (Window & { pads: Pads })[],
  { isPool, isOwn }: { isPool: boolean; isOwn: boolean },
): PadRule {
  const isEven = axes.every(({ pads }) => pads.begin === pads.end)
  const isSame = axes.every((each) => isEqual(each.pads, samePads(each)))
  if (axes.every(({ stride }) => stride === 1)) return isOwn || isEven || isSame ? 'own' : 'unknown'
  if (!isSame) return isEven ? 'own' : 'unknown'
  if (isEven) return axes.every((window) => reach(window) === 1) ? 'own' : 'same-or-own'
  const isUp = isPool && axes.every((each) => each.pads.end === pastEnd(each, each.pads.begin))
  return isUp ? 'same-or-up' : 'same'
}

const isEqual = (a: Pads, b: Pads) => a.begin === b.begin && a.end === b.end
