import { z } from 'zod'
import { resolveRecipe } from '../../../../shared/presets.ts'
import type { Fit } from '../../../../shared/recipe.ts'
import {
  Channels,
  CHANNELS,
  CROP_PART,
  CropPart,
  IMAGENET_DEFAULT,
  inPixels,
  PILLOW_FILTERS,
  Side,
  SIDE,
  type CompanionRecipe,
} from './companion.ts'
import { Stated } from './stated.ts'

/** timm's DEFAULT_CROP_PCT, data/constants.py. */
const DEFAULT_CROP_PCT = 0.875
/** timm's own where a config states no interpolation: data/config.py. */
const DEFAULT_INTERPOLATION = 'bicubic'
const INPUT_SIZE = 'channels, height and width'

const FITS: Readonly<Record<string, Fit>> = { center: 'shortest', squash: 'squash', border: 'longest' }

/** Whether a config.json is one that timm wrote: Hugging Face's are called the same. */
export function isOfTimm(config: unknown): boolean {
  const parsed = z.looseObject({}).safeParse(config)
  if (!parsed.success) return false
  const keys = parsed.data
  const isFlat = 'architecture' in keys && ['input_size', 'interpolation', 'crop_pct'].some((key) => key in keys)
  return 'pretrained_cfg' in keys || isFlat
}

/**
 * The recipe of timm's config.json: `resolve_data_config` (timm/data/config.py) and then `transforms_imagenet_eval`
 * (timm/data/transforms_factory.py), with the resized side `floor(input_size / crop_pct)`. As timm's validate.py does,
 * test_input_size and test_crop_pct are taken where they are there (use_test_size).
 * @param config parsed; the pretrained_cfg in it, or the same keys flat
 * @param file what messages call it
 * @param useTestSize false for the size that the network was trained with, as validate.py's --use-train-size
 * @throws AcuityError `recipe-invalid` with the key and the value that cannot be done
 */
export function recipeFromTimm(config: unknown, file: string, useTestSize = true): CompanionRecipe {
  const outer = new Stated(config, file)
  const stated = new Stated(outer.value('pretrained_cfg') ?? config, file)
  const crop = sizeOf(stated, useTestSize)
  const cropPct = cropPart(stated, useTestSize)
  const { mean, std } = IMAGENET_DEFAULT
  const colours = {
    mean: stated.get('mean', Channels, CHANNELS) ?? mean,
    std: stated.get('std', Channels, CHANNELS) ?? std,
  }
  if (colours.std.includes(0)) stated.refuse('std', 'by which pixels are divided')
  if (stated.value('crop_border_pixels')) stated.refuse('crop_border_pixels', 'which Acuity does not cut off')
  const recipe = resolveRecipe('timm', {
    fit: fitOf(stated),
    resize: resizeOf(stated, crop, cropPct),
    crop,
    resampler: filterOf(stated),
    ...inPixels(colours, 1 / 255),
  })
  return { preset: 'timm', recipe, classNames: classNamesOf(outer) ?? classNamesOf(stated) }
}

/** The side of the images that the network is tested with, and the one that it was trained with. */
export function sidesInTimm(config: unknown, file: string): { test: number; train: number } {
  const stated = new Stated(new Stated(config, file).value('pretrained_cfg') ?? config, file)
  return { test: sizeOf(stated, true), train: sizeOf(stated, false) }
}

function sizeOf(stated: Stated, useTestSize: boolean): number {
  const key = useTestSize && stated.value('test_input_size') !== undefined ? 'test_input_size' : 'input_size'
  const Size = z.union([z.tuple([z.int(), Side, Side]), Side.transform((side) => [3, side, side] as const)])
  const [channels, height, width] = stated.get(key, Size, INPUT_SIZE) ?? [3, 224, 224]
  if (channels !== 3) stated.refuse(key, 'and Acuity evaluates networks of three channels')
  if (height !== width) stated.refuse(key, 'and Acuity evaluates square images')
  return height
}

function cropPart(stated: Stated, useTestSize: boolean): number {
  // Zero counts as not stated: timm's own look-up is by truth.
  const isStated = (key: string) => Boolean(stated.value(key))
  const key = useTestSize && isStated('test_crop_pct') ? 'test_crop_pct' : 'crop_pct'
  return isStated(key) ? (stated.get(key, CropPart, CROP_PART) ?? DEFAULT_CROP_PCT) : DEFAULT_CROP_PCT
}

function resizeOf(stated: Stated, crop: number, cropPct: number): number {
  const resize = Math.floor(crop / cropPct)
  return Side.safeParse(resize).success
    ? resize
    : stated.refuse('crop_pct', `so that images would be resized to ${resize}, and not to ${SIDE}`)
}

function fitOf(stated: Stated): Fit {
  const mode = stated.get('crop_mode', z.string(), 'a name') || 'center'
  const fit = Object.hasOwn(FITS, mode) ? FITS[mode] : undefined
  return fit ?? stated.refuse('crop_mode', `and Acuity knows ${Object.keys(FITS).join(', ')}`)
}

function filterOf(stated: Stated) {
  const name = stated.get('interpolation', z.string(), 'a name') || DEFAULT_INTERPOLATION
  const filter = Object.hasOwn(PILLOW_FILTERS, name) ? PILLOW_FILTERS[name] : undefined
  return filter ?? stated.refuse('interpolation', `and Acuity knows ${Object.keys(PILLOW_FILTERS).join(', ')}`)
}

/** `label_names`: the classes in the order of the outputs. What label_descriptions adds are words for people. */
function classNamesOf(stated: Stated): string[] | null {
  const names = stated.get('label_names', z.array(z.string()), 'a list of names')
  return names && names.length > 0 ? names : null
}
