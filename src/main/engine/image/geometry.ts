import type { CropRounding, Geometry } from '../../../shared/recipe.ts'
import { centralPart, resizedSize } from '../../../shared/resized-size.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { uprightSize, type Orientation } from './orientation.ts'
import type { CropWindow, Size } from './rgb-image.ts'

/**
 * Where a recipe's crop lies in an image: the part that is resized, the size that it gets, and the window kept of that,
 * which reaches beyond it where the fit is `longest` and the crop larger.
 */
export interface GeometryPlan {
  readonly part: CropWindow
  readonly resized: Size
  readonly window: CropWindow
}

/**
 * Plans resize and centre crop of an image of `width` × `height` pixels, turned as the recipe has it: see {@link seenSize}.
 *
 * @throws ImageFault smaller-than-crop
 */
export function planGeometry(width: number, height: number, geometry: Geometry): GeometryPlan {
  const resized = resizedSize(width, height, geometry)
  return { part: centralPart({ width, height }, geometry), resized, window: planCrop(resized, geometry) }
}

/** The size of an image as a recipe has it: upright or as it is stored. */
export function seenSize(
  image: Size,
  orientation: Orientation,
  { exifOrientation }: Pick<Geometry, 'exifOrientation'>,
): Size {
  return exifOrientation ? uprightSize(image, orientation) : image
}

/**
 * Where the centre crop lies in an image that was resized: torchvision's `center_crop` rounds half to even, Caffe's data
 * transformer floors. Around an image whose longer side was resized, timm's `center_crop_or_pad` (data/transforms.py) has
 * the odd row or column on the right and below.
 *
 * @throws ImageFault smaller-than-crop
 */
export function planCrop(resized: Size, { fit, crop, cropRounding }: Geometry): CropWindow {
  if (resized.width === 0 || resized.height === 0)
    throw new ImageFault('smaller-than-crop', 'resized, the image would have no pixel left')
  if (fit === 'longest') {
    const offset = (margin: number) => (margin < 0 ? -Math.floor(-margin / 2) : halve(margin, cropRounding))
    return { left: offset(resized.width - crop), top: offset(resized.height - crop), width: crop, height: crop }
  }
  if (resized.width < crop || resized.height < crop) {
    const size = `${resized.width} × ${resized.height} pixels`
    const subject = fit === 'none' ? `the image has ${size},` : `the resized image has ${size},`
    throw new ImageFault('smaller-than-crop', `${subject} less than the crop of ${crop} × ${crop}`)
  }
  const left = halve(resized.width - crop, cropRounding)
  const top = halve(resized.height - crop, cropRounding)
  return { left, top, width: crop, height: crop }
}

function halve(margin: number, rounding: CropRounding): number {
  const half = Math.floor(margin / 2)
  // An odd margin lies between half and half + 1: Python's round() takes the even one.
  return rounding === 'half-even' && margin % 2 === 1 && half % 2 === 1 ? half + 1 : half
}

/** The least window that has all of these inside; undefined where there is none. */
export function unionOf(windows: readonly CropWindow[]): CropWindow | undefined {
  if (windows.length < 2) return windows[0]
  const left = Math.min(...windows.map((window) => window.left))
  const top = Math.min(...windows.map((window) => window.top))
  const width = Math.max(...windows.map((window) => window.left + window.width)) - left
  const height = Math.max(...windows.map((window) => window.top + window.height)) - top
  return { left, top, width, height }
}

/** What of a window lies inside an image; nothing of it is left where none does. */
export function insideOf({ width, height }: Size, window: CropWindow): CropWindow {
  const left = Math.min(Math.max(window.left, 0), width)
  const top = Math.min(Math.max(window.top, 0), height)
  return {
    left,
    top,
    width: Math.max(0, Math.min(window.left + window.width, width) - left),
    height: Math.max(0, Math.min(window.top + window.height, height) - top),
  }
}
