import { z } from 'zod'
import { RunSummary } from './run.ts'

/** Two runs on the images that both evaluated. */
export const PairedTest = z.object({
  /** Images that both runs evaluated. */
  images: z.int(),
  onlyBaseline: z.int(),
  onlyThis: z.int(),
  /** McNemar's exact two-sided p. */
  p: z.number(),
})
export type PairedTest = z.infer<typeof PairedTest>

/** A row of the founding table. Deltas are fractions of one, against the baseline; `speedup` is a ratio of session rates. */
export const ComparisonRow = z.object({
  summary: RunSummary,
  baseline: z.boolean(),
  top1Delta: z.number().nullable(),
  top5Delta: z.number().nullable(),
  speedup: z.number().nullable(),
  /** The middle 80% of that ratio, see `speedupInterval`; null for the baseline itself as well. */
  speedupInterval: z.tuple([z.number(), z.number()]).nullable(),
  /** Why the session's rate, or its ratio to the baseline's, is uncertain. */
  doubts: z.array(z.string()),
  /** Null for the baseline itself and for a run that shares no image with it. */
  paired: PairedTest.nullable(),
})
export type ComparisonRow = z.infer<typeof ComparisonRow>

export const Comparison = z.object({
  baseline: z.int(),
  rows: z.array(ComparisonRow),
  warnings: z.array(z.string()),
  /** How the session speeds were measured, where that was anew for this comparison. */
  measured: z.string().nullable(),
})
export type Comparison = z.infer<typeof Comparison>
