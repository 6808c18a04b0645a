import type { Recipe } from '../../shared/recipe.ts'
import { resizedSize } from '../../shared/resized-size.ts'
import { count } from '../lib/format.ts'

/** What a photograph mostly is: 4:3, and of about this size in ImageNet. */
const EXAMPLE = { width: 500, height: 375 }

export interface CropExample {
  /** The example as the recipe resizes it. */
  width: number
  height: number
  crop: number
}

/** What the recipe makes of a 4:3 image. */
export function cropExample({ fit, resize, crop }: Pick<Recipe, 'fit' | 'resize' | 'crop'>): CropExample {
  // A crop larger than the example needs a larger one.
  const scale = fit === 'none' ? Math.max(1, crop / EXAMPLE.height) : 1
  return { ...resizedSize(EXAMPLE.width * scale, EXAMPLE.height * scale, { fit, resize }), crop }
}

/** The recipe's geometry in a sentence. */
export function describeCrop(recipe: Pick<Recipe, 'fit' | 'resize' | 'crop'>): string {
  const { width, height, crop } = cropExample(recipe)
  const middle = `the network sees the middle ${size(crop, crop)}`
  if (recipe.fit === 'none') return `Images stay as they are; ${middle}.`
  const subject = recipe.fit === 'squash' ? 'Every image is squashed to' : 'A 4:3 image becomes'
  const share = Math.round((100 * crop * crop) / (width * height))
  return `${subject} ${size(width, height)}; ${middle}, ${share}% of it.`
}

const size = (width: number, height: number) => `${count(width)}×${count(height)}`
