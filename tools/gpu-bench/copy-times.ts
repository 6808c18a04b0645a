import { z } from 'zod'
import { Provider } from '../../src/shared/run.ts'

/** What copy-limit.ts is asked. */
export const CopyRequest = z.object({
  provider: Provider,
  crops: z.array(z.int()),
  batches: z.array(z.int()),
  repetitions: z.int(),
})

/** What it answers: medians, and the bytes that are copied in. */
export const CopyTimes = z.array(z.object({ crop: z.int(), batch: z.int(), bytes: z.int(), p50Ms: z.number() }))
export type CopyTimes = z.infer<typeof CopyTimes>
