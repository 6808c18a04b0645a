import { ImageFault } from '../../../../shared/skip.ts'

/**
 * Undoes one row's filter in place (https://www.w3.org/TR/png-3/#9Filters).
 *
 * @param previous the unfiltered row above, zeros above the first
 * @param distance bytes to the same sample of the pixel to the left, at least 1
 * @throws ImageFault undecodable, for an unknown filter type
 */
export function unfilterRow(type: number, row: Uint8Array, previous: Uint8Array, distance: number): void {
  if (type === 0) return
  const predict = PREDICTORS[type - 1]
  if (predict === undefined) throw new ImageFault('undecodable', `unknown PNG filter type ${type}`)
  for (let i = 0; i < row.length; i++) {
    const left = i < distance ? 0 : (row[i - distance] ?? 0)
    const up = previous[i] ?? 0
    const upLeft = i < distance ? 0 : (previous[i - distance] ?? 0)
    row[i] = (row[i] ?? 0) + predict(left, up, upLeft)
  }
}

const PREDICTORS: readonly ((left: number, up: number, upLeft: number) => number)[] = [
  (left) => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
]

function paeth(left: number, up: number, upLeft: number): number {
  const toLeft = Math.abs(up - upLeft)
  const toUp = Math.abs(left - upLeft)
  const toUpLeft = Math.abs(left + up - 2 * upLeft)
  if (toLeft <= toUp && toLeft <= toUpLeft) return left
  return toUp <= toUpLeft ? up : upLeft
}
