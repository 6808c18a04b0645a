import { z } from 'zod'
import { PictureSide, Thumbnail, ThumbnailSide } from '../picture.ts'
import { Geometry } from '../recipe.ts'
import { RunId } from './common.ts'
import type { Methods } from './method.ts'

const Picture = z.object({ bmp: z.instanceof(Uint8Array) })

export const imageMethods = {
  /** The image as the decoder of the evaluation sees it, its longer side at most `side` pixels, as a BMP file. */
  'images.picture': { input: z.object({ image: z.int(), side: PictureSide }), output: Picture },
  /** The image as it was indexed, small, compressed, and kept on disk once it was drawn. */
  'images.thumbnail': { input: z.object({ image: z.int(), side: ThumbnailSide }), output: Thumbnail },
  /** The very pixels that the run's network is given of the image, before mean and scale, as a BMP file. */
  'images.pixels': { input: RunId.extend({ image: z.int() }), output: Picture, page: true },
  /** The pixels that a recipe makes of the image, before mean and scale, as a BMP file. */
  'images.crop': { input: z.object({ image: z.int(), geometry: Geometry }), output: Picture },
  /** Where the image lies on disk. */
  'images.locate': { input: z.object({ image: z.int() }), output: z.object({ file: z.string() }) },
} satisfies Methods
