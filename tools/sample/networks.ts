import type { Recipe } from '../../src/shared/recipe.ts'

/** The two networks: one architecture, two resolutions, as in the first two rows of the founding table. */
export const networks: readonly { readonly name: string; readonly recipe: Recipe }[] = [
  { name: 'sample_net_227', recipe: squash(256, 227) },
  { name: 'sample_net_99', recipe: squash(128, 99) },
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
