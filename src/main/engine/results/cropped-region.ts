import type { Geometry } from '../../../shared/recipe.ts'
import type { ImageRegion } from '../../../shared/results.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { planGeometry } from '../image/index.ts'

/**
 * The part of an image that a recipe keeps, in fractions of the image: the window of the resized image is the same window
 * of what was resized. It reaches beyond the image where that is smaller than the crop.
 */
function croppedRegion({ width, height }: { width: number; height: number }, geometry: Geometry): ImageRegion {
  const { part, resized, window } = planGeometry(width, height, geometry)
  const [across, down] = [part.width / resized.width, part.height / resized.height]
  return {
    left: (part.left + window.left * across) / width,
    top: (part.top + window.top * down) / height,
    width: (window.width * across) / width,
    height: (window.height * down) / height,
  }
}

/** The part of an image that a run's network saw; null where nobody knows here. */
export function regionOf(size: { width: number; height: number }, { recipe }: Pick<RunSummary, 'recipe'>) {
  return recipe && croppedRegion(size, recipe)
}
