import { AcuityError } from '../../../../shared/errors.ts'
import { convert } from './convert.ts'
import type { Dims } from './layer-context.ts'
import type { Wiring } from './wiring.ts'

/**
 * Whether a network takes images of any size with the weights that it has, as fully convolutional ones do: whether it
 * would want the same weights for images of twice the size.
 * @param size of one image: channels, height, width
 */
export function fitsAnySize(wiring: Wiring, size: Dims): boolean {
  const [channels = 0, ...sides] = size
  try {
    const larger = wantedWeights(wiring, [channels, ...sides.map((side) => 2 * side)])
    return String(larger) === String(wantedWeights(wiring, size))
  } catch (error) {
    // A layer that states its shapes in numbers fits one size as well.
    if (error instanceof AcuityError) return false
    throw error
  }
}

function wantedWeights(wiring: Wiring, size: Dims): string[] {
  const wanted: string[] = []
  convert(wiring, size, {
    blob: ({ name }, index, dims) => {
      wanted.push(`${name}/${index}: ${dims.join('×')}`)
      return new Uint8Array(0)
    },
  })
  return wanted
}
