/** Pixels of a PNG for each pixel of the page. */
const PNG_SCALE = 2

/** The drawing as a file's bytes, in UTF-8. */
export function svgFile(svg: SVGSVGElement): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(new XMLSerializer().serializeToString(svg))
}

/**
 * The drawing as a PNG of twice its size.
 * @throws Error where this cannot be drawn
 */
export async function pngFile(svg: SVGSVGElement): Promise<Uint8Array<ArrayBuffer>> {
  const larger = svg.cloneNode(true) as SVGSVGElement
  const { width, height } = svg.viewBox.baseVal
  larger.setAttribute('width', String(width * PNG_SCALE))
  larger.setAttribute('height', String(height * PNG_SCALE))
  const address = URL.createObjectURL(new Blob([svgFile(larger)], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = new OffscreenCanvas(width * PNG_SCALE, height * PNG_SCALE)
    canvas.getContext('2d')?.drawImage(image, 0, 0)
    const png = await canvas.convertToBlob({ type: 'image/png' })
    return new Uint8Array(await png.arrayBuffer())
  } finally {
    URL.revokeObjectURL(address)
  }
}
