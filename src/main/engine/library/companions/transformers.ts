import { z } from 'zod'
import { resolveRecipe } from '../../../../shared/presets.ts'
import type { Recipe, Resampler } from '../../../../shared/recipe.ts'
import {
  Channels,
  CHANNELS,
  CROP_PART,
  CropPart,
  inPixels,
  PILLOW_FILTERS,
  Side,
  SIDE,
  type Colours,
  type CompanionRecipe,
} from './companion.ts'
import { OF_MODEL_TYPE, PROCESSORS, type Processor } from './processors.ts'
import { Stated } from './stated.ts'

/** Pillow's numbers, PIL.Image.Resampling. */
const FILTERS = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'] as const

/** From this size on, ConvNeXT's processor squashes images and crops nothing. */
const CONVNEXT_SQUASHES = 384
const CONVNEXT_CROP_PCT = 224 / 256
const POOLFORMER_CROP_PCT = 0.9
const LEVIT_RATIO = 256 / 224

/**
 * The recipe of Hugging Face's preprocessor_config.json: what the image processor that it names does with it, in the form
 * that works on Pillow images (a name that ends in Fast or Pil is read as the same processor). Centre crops floor odd
 * margins (`center_crop`, transformers/image_transforms.py). Each rule is that of its processor's `resize` and
 * `preprocess` in transformers/models/…/image_processing_….py.
 * @param preprocessorConfig parsed
 * @param file what messages call it
 * @param modelType config.json's model_type, which says the processor where the file names none, as older ones do
 * @returns no class names: those are in config.json
 * @throws AcuityError `recipe-invalid` with the key and the value that cannot be done
 */
export function recipeFromTransformers(preprocessorConfig: unknown, file: string, modelType?: string): CompanionRecipe {
  const stated = new Stated(preprocessorConfig, file)
  const processor = processorOf(stated, modelType)
  for (const key of ['do_pad', 'do_center_pad', 'do_grayscale', 'do_thumbnail', 'do_align_long_axis'])
    if (stated.flag(key)) stated.refuse(key, 'and Acuity knows no such step')
  const recipe = resolveRecipe('torchvision', {
    ...geometryOf(stated, processor),
    cropRounding: 'floor',
    resampler: filterOf(stated, processor),
    channels: flips(stated, processor) ? 'BGR' : 'RGB',
    ...colouring(stated, processor),
  })
  return { preset: 'torchvision', recipe, classNames: null }
}

function processorOf(stated: Stated, modelType: string | undefined): Processor {
  const key = ['image_processor_type', 'feature_extractor_type'].find((each) => stated.value(each) !== undefined)
  const named = key === undefined ? undefined : stated.get(key, z.string(), 'a name')
  const own = modelType !== undefined && Object.hasOwn(OF_MODEL_TYPE, modelType) ? OF_MODEL_TYPE[modelType] : undefined
  const name = named?.replace(/(?:Fast|Pil)$/, '').replace(/(?:ImageProcessor|FeatureExtractor)$/, '') ?? own ?? ''
  const processor = Object.hasOwn(PROCESSORS, name) ? PROCESSORS[name] : undefined
  return processor ?? stated.refuse(key ?? 'image_processor_type', 'and Acuity does not know what that one does')
}

type Geometry = Pick<Recipe, 'fit' | 'resize' | 'crop'>

function geometryOf(stated: Stated, processor: Processor): Geometry {
  const crop = cropOf(stated, processor)
  if (stated.flag('do_resize') === false) {
    if (crop === null) return stated.refuse('do_resize', 'and nothing else brings images to one size')
    return { fit: 'none', resize: crop, crop }
  }
  const { fit, resize, crop: own } = resizing(stated, processor)
  const kept = crop ?? own
  if (kept === null) return stated.refuse('size', 'and without a crop images would keep their own shapes')
  if (kept > resize)
    return stated.refuse(
      stated.value('crop_size') === undefined ? 'size' : 'crop_size',
      `but a crop of ${kept} does not fit into images resized to ${resize}`,
    )
  return { fit, resize, crop: kept }
}

/** What is resized to, and the crop that goes with it where the processor has one of its own. */
function resizing(stated: Stated, processor: Processor): Pick<Recipe, 'fit' | 'resize'> & { crop: number | null } {
  const { isSquare, side } = sizeOf(stated, processor)
  const cropPct = () => stated.get('crop_pct', CropPart, CROP_PART)
  switch (processor.rule) {
    case 'convnext': {
      if (isSquare) return stated.refuse('size', 'and its processor takes a shortest_edge')
      if (side >= CONVNEXT_SQUASHES) return { fit: 'squash', resize: side, crop: side }
      return { fit: 'shortest', resize: Math.trunc(side / (cropPct() ?? CONVNEXT_CROP_PCT)), crop: side }
    }
    case 'poolformer': {
      const resize = Math.trunc(side / (cropPct() ?? POOLFORMER_CROP_PCT))
      return { fit: 'shortest', resize, crop: null }
    }
    case 'levit':
      if (!isSquare) return { fit: 'shortest', resize: Math.trunc(LEVIT_RATIO * side), crop: null }
      break
    case 'perceiver':
      if (stated.flag('do_center_crop') ?? true)
        return stated.refuse(
          'do_center_crop',
          'which its processor does before it resizes, with odd margins floored: a square that is cut out first has them rounded up here',
        )
      break
    case undefined:
  }
  return isSquare ? { fit: 'squash', resize: side, crop: side } : { fit: 'shortest', resize: side, crop: null }
}

/** A side by whether both are of it or the shorter one is: see `get_size_dict`, transformers/image_processing_utils.py. */
interface Size {
  isSquare: boolean
  side: number
}

const SIZE = `${SIDE}, {"height", "width"} or {"shortest_edge"}`
const SizeValue = z.union([
  Side,
  z.tuple([Side, Side]).transform(([height, width]) => ({ height, width })),
  // Newer files write what is not set as null.
  z.record(z.string(), z.number().nullable()).transform((size) => withoutNulls(size)),
])

function withoutNulls(size: Record<string, number | null>): Record<string, number> {
  return Object.fromEntries(Object.entries(size).flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
}

const Shortest = z.strictObject({ shortest_edge: Side })
const Both = z.strictObject({ height: Side, width: Side })

function sizeOf(stated: Stated, { size }: Processor): Size {
  const isSquare = 'square' in size
  const value = stated.get('size', SizeValue, SIZE)
  if (value === undefined) return { isSquare, side: isSquare ? size.square : size.shortest }
  if (typeof value === 'number') return { isSquare, side: value }
  const shortest = Shortest.safeParse(value)
  if (shortest.success) return { isSquare: false, side: shortest.data.shortest_edge }
  return { isSquare: true, side: squareIn(stated, 'size', value) }
}

/** The side of the crop; null where none is cut out. */
function cropOf(stated: Stated, { crop, rule }: Processor): number | null {
  const asked = stated.flag('do_center_crop')
  // ConvNeXT's crops by its size alone; another that knows no crop passes over what others heed.
  if (!crop)
    return asked && rule !== 'convnext' ? stated.refuse('do_center_crop', 'which its processor does not know') : null
  if (!(asked ?? crop.isDone)) return null
  const value = stated.get('crop_size', SizeValue, SIZE)
  return value === undefined ? crop.side : typeof value === 'number' ? value : squareIn(stated, 'crop_size', value)
}

function squareIn(stated: Stated, key: string, value: Record<string, number>): number {
  const both = Both.safeParse(value)
  if (!both.success) return stated.refuse(key, `where ${SIZE} is expected`)
  const { height, width } = both.data
  return height === width ? height : stated.refuse(key, 'and Acuity evaluates square images')
}

function filterOf(stated: Stated, { resample }: Processor): Resampler {
  const number = stated.get('resample', z.int(), "the number of one of Pillow's filters") ?? resample
  const name = FILTERS[number]
  const filter = name === undefined ? undefined : PILLOW_FILTERS[name]
  return (
    filter ??
    stated.refuse('resample', `and Pillow's filters are ${FILTERS.map((each, i) => `${i} (${each})`).join(', ')}`)
  )
}

function flips(stated: Stated, { flips: isDefault = false }: Processor): boolean {
  const asked = stated.flag('do_flip_channel_order')
  if (asked && !isDefault) return stated.refuse('do_flip_channel_order', 'which its processor does not know')
  return asked ?? isDefault
}

/** What becomes of pixels: `((pixel * factor - offset) - mean) / std`. */
function colouring(stated: Stated, processor: Processor): Pick<Recipe, 'mean' | 'std' | 'scale'> {
  const factor = factorOf(stated)
  const { isEfficientNet = false } = processor
  const offset = isEfficientNet && offsetOf(stated, factor) ? 1 : 0
  const { mean, std } = normalising(stated, processor)
  // It divides by the standard deviation once more, for networks with a head.
  const isTwice = isEfficientNet && (stated.flag('include_top') ?? true)
  const { std: again } = coloursOf(stated, processor)
  return inPixels(
    {
      mean: [mean[0] + offset, mean[1] + offset, mean[2] + offset],
      std: isTwice ? [std[0] * again[0], std[1] * again[1], std[2] * again[2]] : std,
    },
    factor,
  )
}

function factorOf(stated: Stated): number {
  if (stated.flag('do_rescale') === false) return 1
  const factor = stated.get('rescale_factor', z.number().positive(), 'a number above 0')
  return factor ?? 1 / 255
}

/** To -1…1: what another factor means has changed with the versions of transformers. */
function offsetOf(stated: Stated, factor: number): boolean {
  if (stated.flag('do_rescale') === false || !stated.flag('rescale_offset')) return false
  const isWhole = Math.abs(factor * 127.5 - 1) < 1e-6
  return (
    isWhole || stated.refuse('rescale_factor', 'and with rescale_offset only 1/127.5 means the same in each version')
  )
}

/** What is subtracted and divided by; nothing is where it is not normalised. */
function normalising(stated: Stated, processor: Processor): Colours {
  const isDone = stated.flag('do_normalize') ?? true
  return isDone ? coloursOf(stated, processor) : { mean: [0, 0, 0], std: [1, 1, 1] }
}

function coloursOf(stated: Stated, { colours }: Processor): Colours {
  const mean = stated.get('image_mean', Channels, CHANNELS) ?? colours.mean
  const std = stated.get('image_std', Channels, CHANNELS) ?? colours.std
  return std.includes(0) ? stated.refuse('image_std', 'by which pixels are divided') : { mean, std }
}
