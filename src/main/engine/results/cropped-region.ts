import type { Geometry } from '../../../shared/recipe.ts'
import type { ImageRegion } from '../../../shared/results.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { planGeometry, seenSize, storedRegion, UPRIGHT } from '../image/index.ts'

/** Of an image as it is stored; how it lies may not be known. */
interface OrientedSize {
  width: number
  height: number
  orientation: number | null
}

/**
 * The part of an image that a recipe keeps, in fractions of the image as it is stored: the window of the resized image is the same window
 * of what was resized. It reaches beyond the image where that is smaller than the crop.
 */
function croppedRegion(image: OrientedSize, geometry: Geometry): ImageRegion {
  const orientation = image.orientation ?? UPRIGHT
  const { width, height } = seenSize(image, orientation, geometry)
  const { part, resized, window } = planGeometry(width, height, geometry)
  const [across, down] = [part.width / resized.width, part.height / resized.height]
  const region = {
    left: (part.left + window.left * across) / width,
    top: (part.top + window.top * down) / height,
    width: (window.width * across) / width,
    height: (window.height * down) / height,
  }
  return geometry.exifOrientation ? storedRegion(region, orientation) : region
}

/** The part of an image that a run's network saw; null where nobody knows here. */
export function regionOf(size: OrientedSize, { recipe }: Pick<RunSummary, 'recipe'>) {
  return recipe && croppedRegion(size, recipe)
}
