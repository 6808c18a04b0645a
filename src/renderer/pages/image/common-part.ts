import type { ImageRegion } from '../../../shared/results.ts'

/** The part that pictures of one field of view show: its middle, in fractions of the field's sides, and how much it is enlarged. */
export interface CommonPart {
  x: number
  y: number
  /** 1 shows all of the field. */
  zoom: number
}

export const wholeField: CommonPart = { x: 0.5, y: 0.5, zoom: 1 }

/** Further in, a few pixels of the smallest crop would fill a picture. */
const MOST_ENLARGED = 16

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))

/** The nearest part that shows nothing but the field. */
function within({ x, y, zoom }: CommonPart): CommonPart {
  const half = 1 / (2 * zoom)
  return { x: clamp(x, half, 1 - half), y: clamp(y, half, 1 - half), zoom }
}

/** Enlarges by a factor, around the middle. */
export function zoomed({ x, y, zoom }: CommonPart, factor: number): CommonPart {
  return within({ x, y, zoom: clamp(zoom * factor, 1, MOST_ENLARGED) })
}

/** Moves what is shown by a distance in sides of a picture: to the right and down what lies to the left and above comes into view. */
export function panned({ x, y, zoom }: CommonPart, by: { x: number; y: number }): CommonPart {
  return within({ x: x - by.x / zoom, y: y - by.y / zoom, zoom })
}

/** What takes a field as large as a picture, from its top left corner, to where the part fills the picture: as CSS has it. */
export function transformOf({ x, y, zoom }: CommonPart): string {
  const offset = (middle: number) => `${100 * (0.5 - middle * zoom)}%`
  return `translate(${offset(x)}, ${offset(y)}) scale(${zoom})`
}

/** The least part of an image that has all of these crops inside. */
export function fieldOf(crops: readonly ImageRegion[]): ImageRegion {
  const left = Math.min(...crops.map((crop) => crop.left))
  const top = Math.min(...crops.map((crop) => crop.top))
  const right = Math.max(...crops.map((crop) => crop.left + crop.width))
  const bottom = Math.max(...crops.map((crop) => crop.top + crop.height))
  return { left, top, width: right - left, height: bottom - top }
}

/** Where a crop lies in a field, in fractions of the field's sides: the same place of the image is at the same place of each. */
export function placeIn(field: ImageRegion, crop: ImageRegion): ImageRegion {
  return {
    left: (crop.left - field.left) / field.width,
    top: (crop.top - field.top) / field.height,
    width: crop.width / field.width,
    height: crop.height / field.height,
  }
}
