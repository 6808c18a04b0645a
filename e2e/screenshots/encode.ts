import sharp, { type OverlayOptions, type Region } from 'sharp'

/** Levels of a colour channel that become one; black and white stay what they are. */
const STEP = 3

/** A PNG of all colours, as small as sharp makes it: filters shrink photographs, and text is smaller without. */
export async function encode(image: Buffer): Promise<Buffer> {
  const [filtered, plain] = await Promise.all([encodeOnce(image, true), encodeOnce(image, false)])
  return filtered.length < plain.length ? filtered : plain
}

function encodeOnce(image: Buffer, adaptiveFiltering: boolean): Promise<Buffer> {
  return sharp(image).removeAlpha().png({ compressionLevel: 9, adaptiveFiltering }).toBuffer()
}

/** Rounds the colours of some regions, by one level at most: nobody sees it, and photographs take a quarter less. */
export async function roundWithin(image: Buffer, regions: readonly Region[]): Promise<Buffer> {
  const rounded = await Promise.all(regions.map((region) => roundedRegion(image, region)))
  return sharp(image).composite(rounded).png().toBuffer()
}

async function roundedRegion(image: Buffer, region: Region): Promise<OverlayOptions> {
  const pixels = sharp(image).extract(region).removeAlpha().raw()
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const input = Buffer.from(data.map((level) => STEP * Math.round(level / STEP)))
  return { input, raw: { width, height, channels }, left: region.left, top: region.top }
}
