import type { Recipe } from '../../shared/recipe.ts'
import { SweepSizes } from '../../shared/sweep.ts'
import { parseNumber } from './recipe-form.ts'

/** What a crop is of the side that it is cut from, as two numbers: 227/256 as one would round. */
export interface ResizeRatio {
  crop: number
  resize: number
}

/** That of the command line where nothing is said. */
export const usualRatio: ResizeRatio = { crop: SweepSizes.parse({}).resizeRatio, resize: 1 }

/** The side that a crop is cut from: rounded down, as timm does. */
export function resizeFor(crop: number, ratio: ResizeRatio): number {
  return Math.floor((crop * ratio.resize) / ratio.crop)
}

/** That of a recipe; the usual one where its sizes follow from it, as Inception's do. */
export function ratioOf({ fit, crop, resize }: Pick<Recipe, 'fit' | 'crop' | 'resize'>): ResizeRatio {
  return fit === 'none' || resizeFor(crop, usualRatio) === resize ? usualRatio : { crop, resize }
}

/** Makes sense of `0.875` and of `227/256`; null for what is no fraction of a side. */
export function readRatio(text: string): ResizeRatio | null {
  const [crop = Number.NaN, resize = 1, ...more] = text.split('/').map(parseNumber)
  return more.length === 0 && crop > 0 && resize >= crop && Number.isFinite(resize) ? { crop, resize } : null
}

/** As {@link readRatio} takes it. */
export function ratioText({ crop, resize }: ResizeRatio): string {
  return resize === 1 ? String(crop) : `${crop}/${resize}`
}
