import type { CropWindow, RgbPart, Size } from './rgb-image.ts'

/** How an image lies in its file, as EXIF numbers it: 1 is upright, and from 5 on its rows are columns. */
export type Orientation = number

export const UPRIGHT: Orientation = 1

export interface Oriented {
  readonly orientation: Orientation
}

/** What is done to an image to have it upright, in this order: OpenCV's `ExifTransform` (imgcodecs/src/loadsave.cpp). */
interface Turn {
  readonly transposed: boolean
  /** Left for right. */
  readonly mirrored: boolean
  /** Top for bottom. */
  readonly flipped: boolean
}

function turnOf(orientation: Orientation): Turn {
  return {
    transposed: orientation >= 5,
    mirrored: [2, 3, 6, 7].includes(orientation),
    flipped: [3, 4, 7, 8].includes(orientation),
  }
}

export function uprightSize({ width, height }: Size, orientation: Orientation): Size {
  return turnOf(orientation).transposed ? { width: height, height: width } : { width, height }
}

/** Where a window of an image lies once that is upright. */
export function uprightWindow(window: CropWindow, image: Size, orientation: Orientation): CropWindow {
  const turn = turnOf(orientation)
  return mirror(turn.transposed ? transpose(window) : window, uprightSize(image, orientation), turn)
}

/** Where a window of an upright image lies in the image as it is stored. */
export function storedWindow(window: CropWindow, image: Size, orientation: Orientation): CropWindow {
  const turn = turnOf(orientation)
  const mirrored = mirror(window, uprightSize(image, orientation), turn)
  return turn.transposed ? transpose(mirrored) : mirrored
}

/** The same of a region in fractions of an image. */
export function storedRegion(region: CropWindow, orientation: Orientation): CropWindow {
  return storedWindow(region, { width: 1, height: 1 }, orientation)
}

function transpose({ left, top, width, height }: CropWindow): CropWindow {
  return { left: top, top: left, width: height, height: width }
}

function mirror({ left, top, width, height }: CropWindow, image: Size, { mirrored, flipped }: Turn): CropWindow {
  return {
    left: mirrored ? image.width - left - width : left,
    top: flipped ? image.height - top - height : top,
    width,
    height,
  }
}

/** A part of an image as a part of the upright one, its pixels copied. */
export function uprightPart({ size, window, data }: RgbPart, orientation: Orientation): RgbPart {
  const { transposed, mirrored, flipped } = turnOf(orientation)
  const upright = uprightWindow(window, size, orientation)
  const { width, height } = upright
  const pixels = new Uint8Array(width * height * 3)
  const [across, down] = transposed ? [window.width, 1] : [1, window.width]
  let to = 0
  for (let y = 0; y < height; y++) {
    const row = (flipped ? height - 1 - y : y) * down
    for (let x = 0; x < width; x++) {
      const from = (row + (mirrored ? width - 1 - x : x) * across) * 3
      pixels[to++] = data[from] ?? 0
      pixels[to++] = data[from + 1] ?? 0
      pixels[to++] = data[from + 2] ?? 0
    }
  }
  return { size: uprightSize(size, orientation), window: upright, data: pixels }
}
