import type { CropRounding, Geometry } from '../../../shared/recipe.ts'
import { resizedSize } from '../../../shared/resized-size.ts'
import { ImageFault } from '../../../shared/skip.ts'
import type { CropWindow, Size } from './rgb-image.ts'

/** Where a recipe's crop lies in an image: the size that the whole image is resized to, and the window kept of it. */
export interface GeometryPlan {
  readonly resized: Size
  readonly window: CropWindow
}

/**
 * Plans resize and centre crop of an image of `width` × `height` pixels.
 *
 * @throws ImageFault smaller-than-crop
 */
export function planGeometry(width: number, height: number, geometry: Geometry): GeometryPlan {
  const resized = resizedSize(width, height, geometry)
  return { resized, window: planCrop(resized, geometry) }
}

/**
 * Where the centre crop lies in an image that was resized: torchvision's `center_crop` rounds half to even, Caffe's data
 * transformer floors.
 *
 * @throws ImageFault smaller-than-crop
 */
export function planCrop(resized: Size, { fit, crop, cropRounding }: Geometry): CropWindow {
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
