import type { Recipe } from '../../shared/recipe.ts'
import { centralPart, resizedSize } from '../../shared/resized-size.ts'
import { count } from '../lib/format.ts'

/** What a photograph mostly is: 4:3, and of about this size in ImageNet. */
const EXAMPLE = { width: 500, height: 375 }

/** What of a recipe is drawn. */
export type DrawnRecipe = Pick<Recipe, 'fit' | 'resize' | 'crop' | 'centralCrop' | 'centralShape' | 'fill'>

export interface CropExample {
  /** The example as the recipe resizes it, or what of it is cut out for that. */
  width: number
  height: number
  crop: number
  /** All of the example, as large as it would be then. */
  image: { width: number; height: number }
}

/** What the recipe makes of a 4:3 image. */
export function cropExample({ crop, ...recipe }: DrawnRecipe): CropExample {
  const { width, height } = EXAMPLE
  const part = centralPart(EXAMPLE, recipe)
  // A crop larger than the example needs a larger one.
  const scale = recipe.fit === 'none' ? Math.max(1, crop / part.height) : 1
  const resized = resizedSize(width * scale, height * scale, recipe)
  const image = {
    width: (resized.width * width) / part.width,
    height: (resized.height * height) / part.height,
  }
  return { ...resized, crop, image }
}

/** The recipe's geometry in a sentence or two. */
export function describeCrop(recipe: DrawnRecipe): string {
  const { width, height, crop } = cropExample(recipe)
  const first = describePart(recipe)
  const middle = `the network sees the middle ${size(crop, crop)}`
  if (recipe.fit === 'none') return `${first}${first === '' ? 'Images' : 'That'} ${stays(first)}; ${middle}.`
  const whose = first === '' ? 'A 4:3 image' : 'Of a 4:3 image that'
  const subject =
    recipe.fit === 'squash' ? `${first === '' ? 'Every image' : 'That'} is squashed to` : `${whose} becomes`
  if (crop > width || crop > height) {
    const share = Math.round((100 * Math.min(crop, width) * Math.min(crop, height)) / (crop * crop))
    return `${first}${subject} ${size(width, height)}; it is ${share}% of the ${size(crop, crop)} that the network sees, and the rest is filled.`
  }
  const share = Math.round((100 * crop * crop) / (width * height))
  return `${first}${subject} ${size(width, height)}; ${middle}, ${share}% of it.`
}

const stays = (first: string) => (first === '' ? 'stay as they are' : 'stays as it is')

function describePart({ centralCrop, centralShape }: DrawnRecipe): string {
  if (centralCrop === undefined) return ''
  const percent = `${Number((100 * centralCrop).toFixed(1))}%`
  return centralShape === 'square'
    ? `A square of ${percent} of the shorter side is cut out of the middle. `
    : `The middle ${percent} of both sides is cut out. `
}

const size = (width: number, height: number) => `${count(width)}×${count(height)}`
