import { z } from 'zod'

/** What the network's output holds. Log-probabilities count as logits: their softmax is the probability. */
export const OutputKind = z.enum(['logits', 'probabilities'])
export type OutputKind = z.infer<typeof OutputKind>
