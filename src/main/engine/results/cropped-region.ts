import type { Geometry } from '../../../shared/recipe.ts'
import type { ImageRegion } from '../../../shared/results.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { planGeometry } from '../image/index.ts'

/**
 * The part of an image that a recipe keeps: in fractions, the window of the resized image is the same window of the
 * image itself.
 */
function croppedRegion({ width, height }: { width: number; height: number }, geometry: Geometry): ImageRegion {
  const { resized, window } = planGeometry(width, height, geometry)
  return {
    left: window.left / resized.width,
    top: window.top / resized.height,
    width: window.width / resized.width,
    height: window.height / resized.height,
  }
}

/** The part of an image that a run's network saw; null where nobody knows here. */
export function regionOf(size: { width: number; height: number }, { recipe }: Pick<RunSummary, 'recipe'>) {
  return recipe && croppedRegion(size, recipe)
}
