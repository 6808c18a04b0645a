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
