import { z } from 'zod'
import { AcuityError } from './errors.ts'
import { Recipe } from './recipe.ts'

export const Preset = z.enum(['torchvision', 'timm', 'inception', 'caffe'])
export type Preset = z.infer<typeof Preset>

/** What a person may state of a recipe; the preset says the rest. */
export const RecipeOverrides = Recipe.partial()
export type RecipeOverrides = z.infer<typeof RecipeOverrides>

const IMAGENET_MEAN: Recipe['mean'] = [123.675, 116.28, 103.53]
const IMAGENET_STD: Recipe['std'] = [58.395, 57.12, 57.375]

const torchvision: Recipe = {
  fit: 'shortest',
  resize: 256,
  crop: 224,
  cropRounding: 'half-even',
  resampler: 'pillow-bilinear',
  channels: 'RGB',
  mean: IMAGENET_MEAN,
  std: IMAGENET_STD,
  scale: 1,
}

/** The fraction of the resized image that Inception's evaluation keeps. */
const INCEPTION_CROP_PCT = 0.875

const presets: Record<Preset, (crop: number | undefined) => Recipe> = {
  torchvision: () => torchvision,
  timm: () => ({ ...torchvision, resampler: 'pillow-bicubic' }),
  inception: (crop = 299) => ({
    ...torchvision,
    crop,
    resize: Math.floor(crop / INCEPTION_CROP_PCT),
    mean: [127.5, 127.5, 127.5],
    std: [127.5, 127.5, 127.5],
  }),
  caffe: () => ({
    ...torchvision,
    fit: 'squash',
    crop: 227,
    cropRounding: 'floor',
    resampler: 'opencv-linear',
    channels: 'BGR',
    mean: [104, 117, 123],
    std: [1, 1, 1],
  }),
}

/**
 * A full recipe from a preset and what the user overrides, field by field.
 * @throws AcuityError `recipe-invalid` where the crop does not fit into the resized image, or a mean image onto it
 */
export function resolveRecipe(preset: Preset, overrides: RecipeOverrides = {}): Recipe {
  const stated = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
  return checkRecipe({ ...presets[preset](overrides.crop), ...stated })
}

/**
 * Refuses recipes that no image can satisfy, and a mean image without a size.
 * @throws AcuityError `recipe-invalid`
 */
function checkRecipe(recipe: Recipe): Recipe {
  if (recipe.fit !== 'none' && recipe.crop > recipe.resize)
    throw new AcuityError(
      'recipe-invalid',
      `A crop of ${recipe.crop} does not fit into images resized to ${recipe.resize}.`,
      {
        remedies: [
          { do: 'set', values: { resize: recipe.crop } },
          { do: 'change', option: 'crop', to: 'less' },
        ],
      },
    )
  if (recipe.meanImage && recipe.fit !== 'squash')
    throw new AcuityError(
      'recipe-invalid',
      `The mean image ${recipe.meanImage.name} belongs to images of its own size, to which both of their sides are resized.`,
      {
        remedies: [
          { do: 'set', values: { fit: 'squash' } },
          { do: 'state', option: 'mean' },
        ],
      },
    )
  return recipe
}

/** A recipe in one line for people: `shortest 146, crop 128, pillow-bilinear, RGB`. */
export function describeRecipe(recipe: Recipe): string {
  const fit = recipe.fit === 'none' ? 'no resize' : `${recipe.fit} ${recipe.resize}`
  const mean = recipe.meanImage ? `image ${recipe.meanImage.name}` : recipe.mean.join(',')
  const scale = recipe.scale === 1 ? '' : `, scale ${recipe.scale}`
  return (
    `${fit}, crop ${recipe.crop} (${recipe.cropRounding}), ${recipe.resampler}, ${recipe.channels}, ` +
    `mean ${mean}, std ${recipe.std.join(',')}${scale}`
  )
}
