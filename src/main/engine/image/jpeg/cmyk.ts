/**
 * Pillow's way from a JPEG's stored CMYK to RGB: the samples are taken as inverted, as Adobe writes them (rawmode
 * `CMYK;I` of JpegImagePlugin.py, with or without an Adobe marker), then `cmyk2rgb` of libImaging/Convert.c.
 *
 * @param samples pixels × 4 bytes: C, M, Y, K as libjpeg gives them
 * @param rgb pixels × 3 bytes, written
 */
export function cmykToRgb(samples: Uint8Array, rgb: Uint8Array): void {
  for (let from = 0, to = 0; from < samples.length; from += 4, to += 3) {
    // Inverted twice: 255 - K is the stored byte again.
    const notK = samples[from + 3] ?? 0
    rgb[to] = notK - multiplyDivide255(255 - (samples[from] ?? 0), notK)
    rgb[to + 1] = notK - multiplyDivide255(255 - (samples[from + 1] ?? 0), notK)
    rgb[to + 2] = notK - multiplyDivide255(255 - (samples[from + 2] ?? 0), notK)
  }
}

/** Rounded a × b / 255 for bytes: `MULDIV255` of libImaging/ImagingUtils.h. */
function multiplyDivide255(a: number, b: number): number {
  const product = a * b + 128
  return ((product >> 8) + product) >> 8
}
