import { AcuityError } from '../../../../shared/errors.ts'
import { convert, type Conversion } from './convert.ts'
import type { Dims } from './layer-context.ts'
import { noWeights } from './weights.ts'
import type { Wiring } from './wiring.ts'

/**
 * Whether a network takes images of any size with the weights that it has, as fully convolutional ones do: whether it
 * would want the same weights for images of twice the size.
 * @param conversion of the network for images of that size
 * @param size of one image: channels, height, width
 */
export function fitsAnySize(wiring: Wiring, conversion: Conversion, [channels = 0, ...sides]: Dims): boolean {
  try {
    const larger = convert(wiring, [channels, ...sides.map((side) => 2 * side)], noWeights)
    return String(weightShapes(larger)) === String(weightShapes(conversion))
  } catch (error) {
    // A layer that states its shapes in numbers fits one size as well.
    if (error instanceof AcuityError) return false
    throw error
  }
}

/** Of each weight, in the order in which the layers want them. */
function weightShapes({ onnx }: Conversion): string[] {
  return [...onnx.graph.initializers.values()].map(({ dims }) => dims.join('×'))
}
