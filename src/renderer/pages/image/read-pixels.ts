/** The pixels of an image that has loaded, as rows of R, G, B, A. */
export function readPixels(image: HTMLImageElement): ImageData | null {
  const { naturalWidth: width, naturalHeight: height } = image
  const context = new OffscreenCanvas(width, height).getContext('2d')
  context?.drawImage(image, 0, 0)
  return context?.getImageData(0, 0, width, height) ?? null
}

/** A pixel under a pointer: its position from the top left, and its colour. */
export interface Pixel {
  x: number
  y: number
  rgb: [red: number, green: number, blue: number]
}

/** @param at where in the image, in fractions of its sides */
export function pixelAt({ width, height, data }: ImageData, at: { x: number; y: number }): Pixel {
  const inside = (share: number, side: number) => Math.min(side - 1, Math.max(0, Math.floor(share * side)))
  const [x, y] = [inside(at.x, width), inside(at.y, height)]
  const [red = 0, green = 0, blue = 0] = data.subarray(4 * (y * width + x))
  return { x, y, rgb: [red, green, blue] }
}
