import { z } from 'zod'
import type { Preset } from '../../../../shared/presets.ts'
import { MAX_SIDE, type Recipe, type Resampler } from '../../../../shared/recipe.ts'

/** What a file that came with a model says of it. */
export interface CompanionRecipe {
  /** The nearest of those that have a name. */
  preset: Preset
  recipe: Recipe
  /** Of its outputs, in their order; null where the file names none. */
  classNames: readonly string[] | null
}

/** In pixels. */
export const Side = z.int().min(1).max(MAX_SIDE)
export const SIDE = `a whole number from 1 to ${MAX_SIDE}`

/** One number for all channels, or one for each. */
export const Channels = z.union([
  z.number().transform((value): Recipe['mean'] => [value, value, value]),
  z.tuple([z.number(), z.number(), z.number()]),
])
export const CHANNELS = 'a number for each of three channels'

/** The part of a resized image that a crop keeps. */
export const CropPart = z.number().gt(0).max(1)
export const CROP_PART = 'a number above 0 and not above 1'

/** Means and standard deviations of images in 0…1, as timm and Hugging Face name them. */
export const IMAGENET_DEFAULT: Colours = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }
export const IMAGENET_STANDARD: Colours = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] }
export const OPENAI_CLIP: Colours = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
}

export interface Colours {
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
}

/** Filters of Pillow by the names that timm and torchvision give them. */
export const PILLOW_FILTERS: Readonly<Record<string, Resampler>> = {
  nearest: 'pillow-nearest',
  lanczos: 'pillow-lanczos',
  bilinear: 'pillow-bilinear',
  bicubic: 'pillow-bicubic',
  box: 'pillow-box',
  hamming: 'pillow-hamming',
}

/**
 * Mean and standard deviation in pixels of 0…255, of a network that is given `(pixel * factor - mean) / std`: without the
 * last digits, which are those of the division.
 */
export function inPixels({ mean, std }: Colours, factor: number): Pick<Recipe, 'mean' | 'std' | 'scale'> {
  const divided = ([r, g, b]: Colours['mean']): Recipe['mean'] => [
    plain(r / factor),
    plain(g / factor),
    plain(b / factor),
  ]
  return { mean: divided(mean), std: divided(std), scale: 1 }
}

const plain = (value: number) => Number(value.toPrecision(12))
