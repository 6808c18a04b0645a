import { z } from 'zod'
import { Advice } from './advice.ts'
import { OutputKind } from './output-kind.ts'

/** Where the answers come from of a run whose network ran elsewhere. */
export const Imported = z.object({
  /** The file that they were read from, and what it held then. */
  file: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  /** How many of its best classes each image has, at least; null where the scores of all are there. */
  best: z.int().nullable(),
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

/** Whether a run's top-5 is known: of imported answers there may be too few classes for it. */
export function knowsTop5({ imported, classes }: { imported: Imported | null; classes: number }): boolean {
  const best = imported?.best ?? null
  return best === null || best >= Math.min(5, classes)
}
