import { z } from 'zod'

/** Why an indexed file has no prediction. Every skip carries one of these and a sentence of detail. */
export const SkipReason = z.enum([
  'file-missing',
  'file-changed',
  'file-unreadable',
  'empty-file',
  'not-an-image',
  'unsupported-format',
  'bad-header',
  'truncated',
  'undecodable',
  'too-large',
  'smaller-than-crop',
  'unlabelled',
  'unknown-class',
  'label-out-of-range',
  'link-outside',
])
export type SkipReason = z.infer<typeof SkipReason>

export const SkipCount = z.object({ reason: SkipReason, images: z.int().positive() })
export type SkipCount = z.infer<typeof SkipCount>

/** Raised where one image fails and the others must go on: becomes a recorded skip. */
export class ImageFault extends Error {
  override readonly name = 'ImageFault'
  readonly reason: SkipReason

  constructor(reason: SkipReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}
