import type { Placement } from '../../../../shared/run.ts'
import { slotsFor } from './stream.ts'

/** What a thread that decodes keeps for its images, beside the slots, in bytes: photographs of a few megapixels, and a file. */
const DECODER_BYTES = 12 << 20

/** What a pass's memory goes to, each in bytes. */
export interface MemoryCosts {
  /** What the process held before it opened a session. */
  before: number
  /** What one session of each run was seen to take, together. */
  sessions: number
  /** The crops of a batch, of each geometry. */
  slot: number
}

/** Bytes that a process needs for a pass. */
export function bytesNeeded(placement: Placement, { before, sessions, slot }: MemoryCosts): number {
  const slots = slotsFor(placement) + placement.sessions
  return before + placement.sessions * sessions + placement.decoders * DECODER_BYTES + slots * slot
}

/** Placements that a memory limit leaves, at least one. */
export interface Affordable {
  candidates: readonly [Placement, ...Placement[]]
  /** Whether the limit took any away. */
  isReduced: boolean
}

/**
 * Those of the candidates that need no more bytes than `limit`; where none does, the first of `smaller` that does not.
 * Null where that is none either.
 */
export function affordable(
  candidates: readonly Placement[],
  smaller: readonly Placement[],
  limit: number,
  needs: (placement: Placement) => number,
): Affordable | null {
  const fits = (placement: Placement) => needs(placement) <= limit
  const [best, ...others] = candidates.filter(fits)
  if (best) return { candidates: [best, ...others], isReduced: 1 + others.length < candidates.length }
  const instead = smaller.find(fits)
  return instead ? { candidates: [instead], isReduced: true } : null
}
