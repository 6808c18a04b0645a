import type { Cell, ConfusionMatrix } from '../../../lib/confusion-matrix.ts'

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number]

/** From the lowest count to the highest. */
export interface Ramp {
  low: Colour
  high: Colour
}

export interface Painting {
  matrix: ConfusionMatrix
  /** Where each class is, by its canonical index. */
  positions: Int32Array
  diagonal: boolean
  wrong: Ramp
  right: Ramp
}

/**
 * Where a count is between 1 and the highest one, as a fraction, on a scale of square roots: most counts are 1, 2 or 3,
 * and are to be told apart.
 */
export function intensity(count: number, highest: number): number {
  return highest <= 1 ? 1 : (Math.sqrt(count) - 1) / (Math.sqrt(highest) - 1)
}

export function colourOf(fraction: number, { low, high }: Ramp): Colour {
  const mixed = (channel: 0 | 1 | 2) => Math.round(low[channel] + (high[channel] - low[channel]) * fraction)
  return [mixed(0), mixed(1), mixed(2)]
}

/** Highest counts, that the colours are relative to. */
export function highestCounts(matrix: ConfusionMatrix): { wrong: number; right: number } {
  let right = 0
  for (let label = 0; label < matrix.classes; label++) right = Math.max(right, matrix.correct(label))
  return { wrong: matrix.pairs[0]?.count ?? 0, right }
}

/**
 * Paints the matrix as RGBA pixels, `block` × `block` cells to each: the highest count of a block is seen, so that
 * no cell is lost where there are more of them than pixels. What is zero stays transparent.
 */
export function paintMatrix({ matrix, positions, diagonal, wrong, right }: Painting, block: number) {
  const side = Math.ceil(matrix.classes / block)
  const rgba = new Uint8ClampedArray(side * side * 4)
  const highest = highestCounts(matrix)
  const paint = ({ label, predicted }: Cell, colour: Colour) => {
    const [row, column] = [positions[label] ?? 0, positions[predicted] ?? 0]
    rgba.set([...colour, 255], 4 * (Math.floor(row / block) * side + Math.floor(column / block)))
  }
  // The most frequent last: it is what a pixel of several shows.
  for (const pair of matrix.pairs.toReversed()) paint(pair, colourOf(intensity(pair.count, highest.wrong), wrong))
  if (diagonal)
    for (let label = 0; label < matrix.classes; label++) {
      const correct = matrix.correct(label)
      if (correct > 0) paint({ label, predicted: label }, colourOf(intensity(correct, highest.right), right))
    }
  return { side, rgba }
}

/** Cells to a pixel at which none of them is smaller than a pixel of the screen: a power of two. */
export function blockFor(devicePixelsPerCell: number): number {
  return 2 ** Math.max(0, Math.ceil(-Math.log2(devicePixelsPerCell)))
}
