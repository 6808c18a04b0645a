import { AcuityError } from '../../../shared/errors.ts'

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`

/**
 * What is said where a limit is too low.
 * @param needs bytes that are needed, or taken already
 */
export function memoryLimitError(needs: number, limit: number): AcuityError {
  return new AcuityError(
    'memory-limit',
    `The run needs ${megabytes(needs)} of memory, more than its limit of ${megabytes(limit)} (--memory-limit): ` +
      'raise it, or take a smaller batch, crop or network.',
  )
}

/** What is said of a run whose process went beyond its limit between two looks at it, or before the run. */
export function beyondLimit(limit: number | null, peak: number | null): string[] {
  if (limit === null || peak === null || peak <= limit) return []
  const held = `The process has held ${megabytes(peak)} at its most, more than the limit of ${megabytes(limit)}`
  return [`${held} (--memory-limit): raise it, or take a smaller batch or fewer threads.`]
}

/** @throws AcuityError `memory-limit` where the process has come to hold more than it may */
export function checkMemory(limit: number | null): void {
  const held = process.memoryUsage.rss()
  if (limit !== null && held > limit) throw memoryLimitError(held, limit)
}
