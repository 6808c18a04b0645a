import { z } from 'zod'

/** The runs that this engine was given and has not ended yet. */
export const QueueState = z.object({
  /** No run begins, and none goes on. */
  paused: z.boolean(),
  running: z.int().nullable(),
  /** In the order in which they will begin. */
  waiting: z.array(z.int()),
})
export type QueueState = z.infer<typeof QueueState>
