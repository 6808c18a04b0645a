import type { Advice } from '../../../shared/advice.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { defaultModelMemory } from '../library/index.ts'

export const RAISE_LIMIT: Remedy = { do: 'change', option: 'memoryLimit', to: 'more' }
const SMALLER_BATCH: Remedy = { do: 'change', option: 'batch', to: 'less' }

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`

/**
 * What is said where a limit is too low.
 * @param needs bytes that are needed, or taken already
 */
export function memoryLimitError(needs: number, limit: number): AcuityError {
  return new AcuityError(
    'memory-limit',
    `The run needs ${megabytes(needs)} of memory, more than its limit of ${megabytes(limit)}.`,
    { remedies: [RAISE_LIMIT, SMALLER_BATCH, { do: 'change', option: 'crop', to: 'less' }] },
  )
}

/** What is said of a run whose process went beyond its limit between two looks at it, or before the run. */
export function beyondLimit(limit: number | null, peak: number | null): Advice[] {
  if (limit === null || peak === null || peak <= limit) return []
  const message = `The process has held ${megabytes(peak)} at its most, more than the limit of ${megabytes(limit)}.`
  return [{ message, remedies: [RAISE_LIMIT, SMALLER_BATCH, { do: 'change', option: 'threads', to: 'less' }] }]
}

/** What the smallest network takes to be tried, several times over. */
const LEAST_TRIAL = 2 ** 30

/**
 * What a model may take while it is tried for a run of limited memory, in bytes. That is more than the run: its file, the
 * graph that is made of it and the session hold the weights at the same time, and a run the session alone.
 */
export function trialMemory(limit: number | undefined): number {
  return Math.min(defaultModelMemory(), Math.max(LEAST_TRIAL, 3 * (limit ?? Infinity)))
}

/** @throws AcuityError `memory-limit` where the process has come to hold more than it may */
export function checkMemory(limit: number | null): void {
  const held = process.memoryUsage.rss()
  if (limit !== null && held > limit) throw memoryLimitError(held, limit)
}
