import { MAX_SIDE } from '../../../../../shared/recipe.ts'
import { layerError, type LayerContext } from '../layer-context.ts'
import type { TextMessage } from '../prototxt/text-message.ts'

/** Height and width, in pixels. */
export type Pair = readonly [height: number, width: number]

/**
 * A size of a sliding window, as it may be stated: once for both sides, once for each, or by name (`kernel_h`,
 * `kernel_w`).
 * Source: ConvolutionParameter and PoolingParameter in src/caffe/proto/caffe.proto.
 * @param otherwise where nothing is stated; undefined if something must be
 */
export function readPair(
  { layer }: LayerContext,
  message: TextMessage,
  [both, height = '', width = '']: readonly [both: string, height?: string, width?: string],
  least: number,
  otherwise?: number,
): Pair {
  const stated = message.integers(both)
  const named = [message.integer(height), message.integer(width)]
  const [h = stated[0] ?? otherwise, w = stated[1] ?? stated[0] ?? otherwise] = named
  const twice = stated.length > 0 && named.some((side) => side !== undefined)
  if (twice || stated.length > 2)
    throw layerError(
      layer,
      `states ${both} ${twice ? `and ${height} or ${width} as well` : `for ${stated.length} axes`}.`,
    )
  if (h === undefined || w === undefined) throw layerError(layer, `states no ${both} (or ${height} and ${width}).`)
  if (Math.min(h, w) < least || Math.max(h, w) > MAX_SIDE)
    throw layerError(layer, `states a ${both} of ${h}×${w}: each must be from ${least} to ${MAX_SIDE}.`)
  return [h, w]
}

/** Output sides that are none at all, or that only padding upon padding makes. */
export function refuseUnusableSize({ layer, inputs }: LayerContext, [height, width]: Pair): void {
  if (Math.max(height, width) > 2 * MAX_SIDE)
    throw layerError(layer, `pads its output to ${height}×${width}, larger than any image.`)
  if (height >= 1 && width >= 1) return
  const size = inputs[0]?.dims.slice(1).join('×') ?? ''
  throw layerError(layer, `has nothing left to work on: its input is ${size}. Choose a larger crop.`)
}
