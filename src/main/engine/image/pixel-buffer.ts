/** Where a decoder writes an image's pixels: each image's overwrite the one's before. */
export interface PixelBuffer {
  /**
   * `length` bytes with whatever the last image left in them, valid until the next call.
   *
   * @throws ImageFault too-large
   */
  take(length: number): Uint8Array

  /** Gives back what a large image took, pixels and all; a small one's buffer is kept. */
  release(): void
}
