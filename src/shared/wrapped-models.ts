import { z } from 'zod'

/** The models that are kept with their preprocessing; beyond the limit the least recently used make room. */
export const WrappedModels = z.object({
  folder: z.string(),
  models: z.int(),
  bytes: z.int(),
  limitBytes: z.int(),
})
export type WrappedModels = z.infer<typeof WrappedModels>
