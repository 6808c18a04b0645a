import { z } from 'zod'

/** The crops of the founding table, in pixels. */
export const FOUNDING_CROPS: readonly number[] = [227, 111, 99]

/** What a network learns and computes at one crop; its inner products, and so its parameters, depend on that. */
export const ArchitectureSize = z.object({
  crop: z.int(),
  /** Null at a crop that the network cannot take; `problem` says why. */
  params: z.int().nullable(),
  /** Multiply-adds for one image. */
  macs: z.object({ convolutions: z.int(), innerProducts: z.int() }).nullable(),
  problem: z.string().nullable(),
})
export type ArchitectureSize = z.infer<typeof ArchitectureSize>

/** A network that ships without weights. */
export const ArchitectureSummary = z.object({
  name: z.string(),
  /** What it is, in one line. */
  title: z.string(),
  /** What a variant of it can take or leave. */
  modifications: z.array(z.string()),
  sizes: z.array(ArchitectureSize),
})
export type ArchitectureSummary = z.infer<typeof ArchitectureSummary>
