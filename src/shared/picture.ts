import { z } from 'zod'

/** Pictures are for people to look at: no screen shows more of one. */
export const MAX_PICTURE_SIDE = 2048

/** The longer side of a picture, in pixels. */
export const PictureSide = z.int().min(16).max(MAX_PICTURE_SIDE)

/** A thumbnail's longer side, in pixels: for plain screens, and for fine or magnified ones. */
export const ThumbnailSide = z.union([z.literal(192), z.literal(384)])
export type ThumbnailSide = z.infer<typeof ThumbnailSide>

/** A picture that is small enough to be compressed: for looking through many, not at one. */
export const Thumbnail = z.object({
  type: z.enum(['image/jpeg', 'image/bmp']),
  bytes: z.instanceof(Uint8Array),
})
export type Thumbnail = z.infer<typeof Thumbnail>

/** What is kept of thumbnails on disk; beyond the limit the oldest make room. */
export const ThumbnailSummary = z.object({ images: z.int(), bytes: z.int(), limitBytes: z.int() })
export type ThumbnailSummary = z.infer<typeof ThumbnailSummary>
