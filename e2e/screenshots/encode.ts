import sharp from 'sharp'

/** A PNG of all colours, as small as sharp makes it: filters shrink photographs, and text is smaller without. */
export async function encode(image: Buffer): Promise<Buffer> {
  const [filtered, plain] = await Promise.all([encodeOnce(image, true), encodeOnce(image, false)])
  return filtered.length < plain.length ? filtered : plain
}

function encodeOnce(image: Buffer, adaptiveFiltering: boolean): Promise<Buffer> {
  return sharp(image).removeAlpha().png({ compressionLevel: 9, adaptiveFiltering }).toBuffer()
}
