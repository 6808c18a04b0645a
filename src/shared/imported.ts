import { z } from 'zod'
import { Advice } from './advice.ts'
import { OutputKind } from './output-kind.ts'

/** Where the answers come from of a run whose network ran elsewhere. */
export const Imported = z.object({
  /** The file that they were read from, and what it held then. */
  file: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  /** The scores of all classes, or the best classes of each image. */
  holds: z.enum(['scores', 'best-classes']),
  /** Whether each answer has a probability: best classes may come without. */
  confidences: z.boolean(),
  /** Images whose label the file states as well, and those whose label is another here; null where it states none. */
  labels: z.object({ compared: z.int(), different: z.int() }).nullable(),
})
export type Imported = z.infer<typeof Imported>

/** Of an imported run: nobody knows here what was made of the images, of which network, on which machine. */
export const ImportedSettings = z.object({
  imported: Imported,
  recipe: z.null(),
  recipeOrigin: z.null(),
  layout: z.null(),
  exportedAt: z.null(),
  output: z.null(),
  outputReason: z.null(),
  /** Null where the file has no scores. */
  outputKind: OutputKind.nullable(),
  outputKindReason: z.string().nullable(),
  outputScale: z.null(),
  /** Scores of each image; null where the file has its best classes alone. */
  outputs: z.int().nullable(),
  classes: z.int(),
  classOffset: z.int(),
  restricted: z.null(),
  params: z.null(),
  macs: z.null(),
  provider: z.null(),
  device: z.null(),
  batch: z.null(),
  onlyBatch: z.null(),
  threads: z.null(),
  cache: z.null(),
  memoryLimit: z.null(),
  environment: z.null(),
  warnings: z.array(Advice),
})
export type ImportedSettings = z.infer<typeof ImportedSettings>
