/** Endings that say of a file that it is an image, whether Acuity reads it or not. */
const IMAGE_ENDINGS = new Set(
  'jpg jpeg jpe jfif png apng gif bmp dib webp tif tiff heic heif avif jxl jp2 j2k jpx ppm pgm pbm pnm'.split(' '),
)

const endingOf = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

/** Whether a file is called an image. */
export const hasImageName = (name: string) => name.includes('.') && IMAGE_ENDINGS.has(endingOf(name))

export const withoutImageEnding = (name: string) => (hasImageName(name) ? name.slice(0, name.lastIndexOf('.')) : name)
