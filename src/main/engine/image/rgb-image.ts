/** Width and height in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A rectangle of whole pixels inside an image, measured from its top left corner. */
export interface CropWindow extends Size {
  readonly left: number
  readonly top: number
}

/** Pixels as rows of interleaved R, G, B bytes: `data` is height × width × 3. */
export interface RgbImage extends Size {
  readonly data: Uint8Array
}

/** The pixels that an image of `size` has inside `window`: rows of interleaved R, G, B bytes. */
export interface RgbPart {
  readonly size: Size
  readonly window: CropWindow
  readonly data: Uint8Array
}

export function isSameSize(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height
}

export function wholeImage({ width, height, data }: RgbImage): RgbPart {
  return { size: { width, height }, window: { left: 0, top: 0, width, height }, data }
}
