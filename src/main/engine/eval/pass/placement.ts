import type { Placement, Provider } from '../../../../shared/run.ts'

/**
 * Networks with more bytes of weights than this are calibrated: sessions that share a last-level cache then push each
 * other's weights out of it, and whether that costs more than threads that wait for each other depends on the machine.
 */
export const LARGE_MODEL_BYTES = 32 << 20

/** Sessions that each have several threads: more than these are too many copies of a large network's weights. */
const SPLIT_SESSIONS = [1, 2, 4]

const fused = (threads: number): Placement => ({
  kind: 'fused',
  sessions: threads,
  threadsPerSession: 1,
  decoders: threads,
})

const split = (sessions: number, threads: number): Placement => ({
  kind: 'split',
  sessions,
  threadsPerSession: Math.floor(threads / sessions),
  decoders: threads,
})

const onGpu = (decoders: number): Placement => ({ kind: 'split', sessions: 1, threadsPerSession: 1, decoders })

/**
 * The placements worth trying, the one that is best for a small network first. On a GPU there is one session, and all
 * threads decode for it; on the CPU a small network does best with a one-thread session in every thread.
 */
export function placements(provider: Provider, threads: number): readonly [Placement, ...Placement[]] {
  if (provider !== 'cpu') return [onGpu(threads)]
  const sessions = SPLIT_SESSIONS.filter((count) => 2 * count <= threads)
  return [fused(threads), ...sessions.map((count) => split(count, threads))]
}

/** What is left to try where memory is short: ever fewer threads, down to a single one that decodes. */
export function smallerPlacements(provider: Provider, threads: number): Placement[] {
  const fewer = Array.from({ length: threads - 1 }, (_, i) => threads - 1 - i)
  return fewer.map((count) => (provider === 'cpu' ? fused(count) : onGpu(count)))
}
