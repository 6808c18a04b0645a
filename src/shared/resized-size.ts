import type { Geometry } from './recipe.ts'

/**
 * Width and height in pixels that a recipe resizes an image to. Shortest: torchvision's `_compute_resized_output_size`
 * (transforms/functional.py), the longer side truncated.
 */
export function resizedSize(
  width: number,
  height: number,
  { fit, resize }: Pick<Geometry, 'fit' | 'resize'>,
): { width: number; height: number } {
  switch (fit) {
    case 'none':
      return { width, height }
    case 'squash':
      return { width: resize, height: resize }
    case 'shortest':
      return width <= height
        ? { width: resize, height: Math.trunc((resize * height) / width) }
        : { width: Math.trunc((resize * width) / height), height: resize }
  }
}
