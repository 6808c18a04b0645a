import { z } from 'zod'

/** Pictures are for people to look at: no screen shows more of one. */
export const MAX_PICTURE_SIDE = 2048

/** The longer side of a picture, in pixels. */
export const PictureSide = z.int().min(16).max(MAX_PICTURE_SIDE)
