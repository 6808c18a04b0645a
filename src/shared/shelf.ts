import { z } from 'zod'
import { Annotation } from './annotation.ts'

/** What has a name, and can be renamed, archived and deleted. */
export const Kind = z.enum(['dataset', 'model', 'run', 'sweep'])
export type Kind = z.infer<typeof Kind>

export const Named = z.object({ kind: Kind, id: z.int(), name: z.string() })
export type Named = z.infer<typeof Named>

/** What goes when some things are deleted, these among it. */
export const DeletionWeight = z.object({
  /** Datasets first, then models, sweeps and runs: each goes with its runs, and a sweep with the last of them. */
  things: z.array(Named),
  /** Files that its datasets know, which themselves stay where they are. */
  images: z.int(),
  /** Answers of its runs. */
  answers: z.int(),
  /** Images with a note or tags that no other dataset has: these are lost with the dataset. */
  annotated: z.int(),
  /** What the crop cache holds of its datasets and of no other. */
  cacheBytes: z.int(),
  /** Runs that go on or wait, and datasets that are being indexed: with one of them, nothing is deleted. */
  atWork: z.array(Named),
})
export type DeletionWeight = z.infer<typeof DeletionWeight>

/** Several things that were deleted at once: brought back together, and removed for good a day later. */
export const Deletion = z.object({
  /** What it is brought back by. */
  deletion: z.int(),
  deletedAt: z.string(),
  things: z.array(Named),
})
export type Deletion = z.infer<typeof Deletion>

/** What is there again. */
export const Restored = Deletion.extend({
  /** Those of them whose names were taken meanwhile, as they are called now. */
  renamed: z.array(Named),
})
export type Restored = z.infer<typeof Restored>

/** What was removed for good. */
export const Purged = z.object({ things: z.int(), answers: z.int(), cacheBytes: z.int() })
export type Purged = z.infer<typeof Purged>

/** What people have written of a run. */
export const RunAnnotation = Annotation.extend({ run: z.int() })
export type RunAnnotation = z.infer<typeof RunAnnotation>
