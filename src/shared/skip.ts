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
  'not-imported',
])
export type SkipReason = z.infer<typeof SkipReason>

export const SkipCount = z.object({ reason: SkipReason, images: z.int().positive() })
export type SkipCount = z.infer<typeof SkipCount>

/** A file without a prediction, by its path in the dataset. */
export const SkippedFile = z.object({ path: z.string(), reason: SkipReason, detail: z.string() })
export type SkippedFile = z.infer<typeof SkippedFile>

/** The same with its id, by which its picture is drawn where there is one. */
export const ListedSkip = SkippedFile.extend({ image: z.int() })
export type ListedSkip = z.infer<typeof ListedSkip>

/** A file that was evaluated although it is damaged: what could not be read of it is filled in, as Pillow does. */
export const DamagedFile = SkippedFile.omit({ reason: true })
export type DamagedFile = z.infer<typeof DamagedFile>

/** Files in order of their paths: so many, those behind a path. */
export const FilePage = z.object({ after: z.string().default(''), count: z.int().min(1).max(500) })
export type FilePage = z.infer<typeof FilePage>

/** Raised where one image fails and the others must go on: becomes a recorded skip. */
export class ImageFault extends Error {
  override readonly name = 'ImageFault'
  readonly reason: SkipReason

  constructor(reason: SkipReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}
