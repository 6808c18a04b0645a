/**
 * The side at which crops are shown beside each other, in CSS pixels: the largest that the room has for a whole number
 * of the screen's pixels to each pixel of at least one of them, and for none to lose any.
 *
 * @param room in CSS pixels
 * @param ratio pixels of the screen to a CSS pixel
 */
export function pixelSide(crops: readonly number[], room: number, ratio: number): number {
  const available = Math.floor(room * ratio)
  const largest = Math.max(...crops)
  const whole = crops.map((crop) => Math.floor(available / crop) * crop).filter((side) => side >= largest)
  return (whole.length > 0 ? Math.max(...whole) : available) / ratio
}

/** How many pixels of the screen a pixel takes on a side: `3×`, `1.31×`. */
export function pixelScale(side: number, crop: number, ratio: number): string {
  return `${Number(((side * ratio) / crop).toFixed(2))}×`
}
