import { z } from 'zod'

/** A mean image as a recipe names it: what it holds is kept in the database. */
export const MeanImageReference = z.strictObject({
  /** SHA-256, in hex, of the file that it came from. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The file's name, for people. */
  name: z.string().min(1).max(255),
})
export type MeanImageReference = z.infer<typeof MeanImageReference>

/** A mean image that the engine knows. */
export const MeanImageSummary = MeanImageReference.extend({
  height: z.int().positive(),
  width: z.int().positive(),
  /** The mean of each channel, in the network's order. */
  channelMeans: z.tuple([z.number(), z.number(), z.number()]),
})
export type MeanImageSummary = z.infer<typeof MeanImageSummary>
