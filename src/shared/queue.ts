import { z } from 'zod'

/** The runs that this engine was given and has not ended yet. */
export const QueueState = z.object({
  /** No run begins, and none goes on. */
  paused: z.boolean(),
  /** Those that wait were left by an engine that ended, and nobody has said since that they go on. */
  left: z.boolean().default(false),
  /** None, one, or several of a sweep, which are evaluated together. */
  running: z.array(z.int()),
  /** In the order in which they will begin. */
  waiting: z.array(z.int()),
})
export type QueueState = z.infer<typeof QueueState>
