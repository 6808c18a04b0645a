import type { Recipe } from '../../src/shared/recipe.ts'

export interface Network {
  readonly name: string
  /** What it was trained for. */
  readonly recipe: Recipe
  /** The smallest of the sizes that it was trained at, where it is for any size: the largest is its recipe's. */
  readonly smallest?: number
}

/**
 * Two networks of one architecture at two resolutions, as in the first two rows of the founding table; and one for any
 * size, so that a sweep asks the same network at each.
 */
export const networks: readonly Network[] = [
  { name: 'sample_net_227', recipe: squash(256, 227) },
  { name: 'sample_net_99', recipe: squash(128, 99) },
  { name: 'sample_net_any', recipe: squash(256, 224), smallest: 96 },
]

function squash(resize: number, crop: number): Recipe {
  return {
    fit: 'squash',
    resize,
    crop,
    cropRounding: 'floor',
    // Antialiased: what is too fine for the grid is gone, not folded into moiré.
    resampler: 'pillow-bilinear',
    channels: 'RGB',
    mean: [127.5, 127.5, 127.5],
    std: [63.75, 63.75, 63.75],
    scale: 1,
  }
}
