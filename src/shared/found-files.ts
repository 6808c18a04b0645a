import { z } from 'zod'
import { ClassEntry } from './dataset.ts'
import { DamagedFile } from './skip.ts'

/** A part of a list: so many, from a position on. */
export const Slice = z.object({ from: z.int().nonnegative().default(0), count: z.int().min(1).max(500) })
export type Slice = z.infer<typeof Slice>

/** A file whose image its dataset has under another name already: the first one in order of their paths. */
export const DuplicateImage = z.object({
  image: z.int(),
  path: z.string(),
  label: ClassEntry.nullable(),
  sameAsImage: z.int(),
  sameAs: z.string(),
  sameAsLabel: ClassEntry.nullable(),
})
export type DuplicateImage = z.infer<typeof DuplicateImage>

/** An image of which something says another class than it is taken for. */
export const Disagreement = z.object({
  path: z.string(),
  /** What it is taken for; null where it is skipped, or gone. */
  label: ClassEntry.nullable(),
  /** What says another one: a list, by its path, or the image's own `folder` or `name`. */
  source: z.string(),
  /** The id of that class, or what stands in its place. */
  says: z.string(),
})
export type Disagreement = z.infer<typeof Disagreement>

export const DuplicateImages = z.object({
  total: z.int(),
  /** Those with another label than the first: one of the two is wrong. */
  conflicts: z.int(),
  files: z.array(DuplicateImage),
})
export const Disagreements = z.object({ total: z.int(), files: z.array(Disagreement) })
/** Of all runs on a dataset, the images that they evaluated although these are damaged. */
export const DamagedFiles = z.object({ total: z.int(), files: z.array(DamagedFile) })
