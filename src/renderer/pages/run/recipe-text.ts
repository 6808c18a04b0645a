import type { Recipe } from '../../../shared/recipe.ts'
import { capitalised } from '../../lib/format.ts'

const fits: Record<Recipe['fit'], (recipe: Recipe) => string> = {
  squash: ({ resize, resampler }) => `Both sides to ${resize} pixels, whatever the shape, with ${resampler}`,
  shortest: ({ resize, resampler }) => `Shorter side to ${resize} pixels, the shape as it is, with ${resampler}`,
  longest: ({ resize, resampler, fill = [0, 0, 0] }) =>
    `Longer side to ${resize} pixels, the shape as it is, with ${resampler}; what the crop has beyond it is ${fill.join(' / ')}`,
  none: () => 'Not resized',
}

const roundings: Record<Recipe['cropRounding'], string> = {
  'half-even': 'margins rounded half to even, as torchvision does',
  floor: 'margins rounded down, as Caffe does',
}

/** What is done to an image before the network sees it, a step a line. */
export function recipeSteps(recipe: Recipe): string[] {
  const { crop, cropRounding, channels } = recipe
  return [
    ...before(recipe),
    fits[recipe.fit](recipe),
    `Centre crop of ${crop} × ${crop} pixels, ${roundings[cropRounding]}`,
    `Channels in the order ${channels}, each value from 0 to 255`,
    ...normalisation(recipe),
  ]
}

/** What is done before the resize. */
function before({ exifOrientation, centralCrop, centralShape }: Recipe): string[] {
  const part = centralShape === 'square' ? 'of the shorter side, as a square' : 'of both sides'
  return [
    ...(exifOrientation ? ['Turned upright as the EXIF data say'] : []),
    ...(centralCrop === undefined ? [] : [`The middle cut out: ${centralCrop} ${part}`]),
  ]
}

function normalisation({ mean, meanImage, std, scale }: Recipe): string[] {
  const steps = [
    ...(meanImage ? [`minus the mean image ${meanImage.name}`] : differing('minus the mean', mean, 0)),
    ...(scale === 1 ? [] : [`times ${scale}`]),
    ...differing('divided by the standard deviation', std, 1),
  ]
  return [steps.length === 0 ? 'Values as they are' : capitalised(steps.join(', '))]
}

/** Nothing where the operation changes nothing. */
function differing(operation: string, values: Recipe['mean'], neutral: number): string[] {
  if (values.every((value) => value === neutral)) return []
  const [first, ...others] = values
  return [`${operation} ${others.every((value) => value === first) ? first : values.join(' / ')}`]
}
