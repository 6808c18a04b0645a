import type { CropWindow, RgbImage, RgbPart } from '../rgb-image.ts'

/** The same numbers every time: below `limit`, not negative. */
export function seededRandom(seed: number): (limit: number) => number {
  return (limit) => (seed = (seed * 48271) % 0x7fffffff) % limit
}

/** The pixels that an image has in a window, copied. */
export function cutImage({ data, width }: RgbImage, { left, top, ...size }: CropWindow): Buffer {
  const rows = Array.from({ length: size.height }, (_, row) => {
    const from = ((top + row) * width + left) * 3
    return data.subarray(from, from + size.width * 3)
  })
  return Buffer.concat(rows)
}

export function cutPart({ window, data }: RgbPart, { left, top, ...size }: CropWindow): Buffer {
  return cutImage({ ...window, data }, { left: left - window.left, top: top - window.top, ...size })
}

export function windowOf(
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): CropWindow {
  return { left, top, width: right - left, height: bottom - top }
}
