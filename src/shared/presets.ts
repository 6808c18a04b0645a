import { z } from 'zod'
import { AcuityError } from './errors.ts'
import { roundHalfEven } from './half-even.ts'
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
  return checkRecipe(inShort({ ...presets[preset](overrides.crop), ...stated }))
}

/** Without what changes nothing, so that one recipe has one form, and with the colour around images. */
function inShort({ fill, centralCrop = 1, centralShape, exifOrientation, ...recipe }: Recipe): Recipe {
  const isSquare = centralShape === 'square'
  return {
    ...recipe,
    ...((isSquare || centralCrop < 1) && { centralCrop }),
    ...(isSquare && { centralShape }),
    ...(recipe.fit === 'longest' && { fill: fill ?? meanColour(recipe) }),
    ...(exifOrientation && { exifOrientation }),
  }
}

/** What timm fills with (`transforms_imagenet_eval`, data/transforms_factory.py): R, G, B. */
function meanColour({ mean, channels }: Recipe): NonNullable<Recipe['fill']> {
  const [first, second, third] = mean.map((each) => Math.min(255, Math.max(0, roundHalfEven(each))))
  const colour = [first ?? 0, second ?? 0, third ?? 0] as const
  return channels === 'RGB' ? [...colour] : [colour[2], colour[1], colour[0]]
}

/**
 * Refuses recipes that no image can satisfy, and a mean image without a size.
 * @throws AcuityError `recipe-invalid`
 */
function checkRecipe(recipe: Recipe): Recipe {
  if (recipe.fit !== 'none' && recipe.fit !== 'longest' && recipe.crop > recipe.resize)
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

/** What is done to images before they are resized, if anything: `turned by EXIF`, `middle 0.875`. */
export function describeBefore({ centralCrop, centralShape, exifOrientation }: Partial<Recipe>): string[] {
  const shape = centralShape === 'square' ? ' of the shorter side, square' : ''
  return [
    ...(exifOrientation ? ['turned by EXIF'] : []),
    ...(centralCrop === undefined ? [] : [`middle ${centralCrop}${shape}`]),
  ]
}

/** A recipe in one line for people: `shortest 146, crop 128, pillow-bilinear, RGB`. */
export function describeRecipe(recipe: Recipe): string {
  const { fill } = recipe
  const fit = recipe.fit === 'none' ? 'no resize' : `${recipe.fit} ${recipe.resize}`
  const around = fill ? `, filled with ${fill.join(',')}` : ''
  const mean = recipe.meanImage ? `image ${recipe.meanImage.name}` : recipe.mean.join(',')
  const scale = recipe.scale === 1 ? '' : `, scale ${recipe.scale}`
  return [
    ...describeBefore(recipe),
    `${fit}, crop ${recipe.crop} (${recipe.cropRounding})${around}, ${recipe.resampler}, ${recipe.channels}, ` +
      `mean ${mean}, std ${recipe.std.join(',')}${scale}`,
  ].join(', ')
}
