import { z } from 'zod'
import { resolveRecipe } from '../../../../shared/presets.ts'
import type { Recipe } from '../../../../shared/recipe.ts'
import {
  Channels,
  CHANNELS,
  IMAGENET_DEFAULT,
  inPixels,
  PILLOW_FILTERS,
  Side,
  SIDE,
  type CompanionRecipe,
} from './companion.ts'
import { Stated } from './stated.ts'

/** ImageClassification's own, transforms/_presets.py. */
const DEFAULT_RESIZE = 256
const DEFAULT_INTERPOLATION = 'bilinear'

/**
 * The recipe of torchvision's `ImageClassification` (torchvision/transforms/_presets.py), as a model's weights name it:
 * resize, centre crop, convert, normalise.
 * @param preset `{ crop_size, resize_size, mean, std, interpolation }`, parsed; a size is a number or a list of one
 * @param file what messages call it
 * @throws AcuityError `recipe-invalid` with the key and the value that cannot be done
 */
export function recipeFromTorchvision(preset: unknown, file: string): CompanionRecipe {
  const stated = new Stated(preset, file)
  const crop = square(stated, 'crop_size') ?? stated.refuse('crop_size', `where ${SIDE} is expected`)
  const colours = {
    mean: stated.get('mean', Channels, CHANNELS) ?? IMAGENET_DEFAULT.mean,
    std: stated.get('std', Channels, CHANNELS) ?? IMAGENET_DEFAULT.std,
  }
  if (colours.std.includes(0)) stated.refuse('std', 'by which pixels are divided')
  const { fit, resize } = resizing(stated)
  if (crop > resize) stated.refuse('crop_size', `which does not fit into images resized to ${resize}`)
  const recipe = resolveRecipe('torchvision', {
    ...{ fit, resize, crop },
    resampler: filterOf(stated),
    ...inPixels(colours, 1 / 255),
  })
  return { preset: 'torchvision', recipe, classNames: null }
}

/** One number is the shorter side's, two are those of both, as `Resize` has it. */
function resizing(stated: Stated): Pick<Recipe, 'fit' | 'resize'> {
  const isPair = z.tuple([z.number(), z.number()]).safeParse(stated.value('resize_size')).success
  return { fit: isPair ? 'squash' : 'shortest', resize: square(stated, 'resize_size') ?? DEFAULT_RESIZE }
}

function square(stated: Stated, key: string): number | undefined {
  const Size = z.union([Side.transform((side) => [side]), z.array(Side).min(1).max(2)])
  const size = stated.get(key, Size, `${SIDE}, or a list of one or two`)
  const [height, width = height] = size ?? []
  return height === width ? height : stated.refuse(key, 'and Acuity evaluates square images')
}

/** An InterpolationMode by its value, its name, or the text that Python prints of it. */
function filterOf(stated: Stated): Recipe['resampler'] {
  if (stated.flag('antialias') === false)
    stated.refuse('antialias', 'and Acuity resizes as Pillow does, which is never without')
  const name = stated.get('interpolation', z.string(), 'a name') ?? DEFAULT_INTERPOLATION
  const plain = name.replace(/^InterpolationMode\./, '').toLowerCase()
  const filter = Object.hasOwn(PILLOW_FILTERS, plain) ? PILLOW_FILTERS[plain] : undefined
  return filter ?? stated.refuse('interpolation', `and Acuity knows ${Object.keys(PILLOW_FILTERS).join(', ')}`)
}
