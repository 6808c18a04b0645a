import type { Recipe } from '../../../shared/recipe.ts'

type Arithmetic = Pick<Recipe, 'channels' | 'mean' | 'meanImage' | 'std' | 'scale'>

/** What is done to the pixels shown before a network sees them, in a sentence or two. */
export function describeNormalisation({ channels, mean, meanImage, std, scale }: Arithmetic): string {
  const subtracted = meanImage ? `mean image ${meanImage.name}` : `mean ${mean.join(', ')}`
  const factor = scale === 1 ? '' : `, scale ${scale}`
  return (
    `Pixels of 8 bits, before normalisation. The network gets (pixel − mean)${scale === 1 ? '' : ' × scale'} / std ` +
    `as ${channels}: ${subtracted}; std ${std.join(', ')}${factor}.`
  )
}
