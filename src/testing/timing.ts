import { onTestFinished, vi } from 'vitest'

/** Has a test's runs timed as long as a user's are: where speeds are what it is about. */
export function timeInFull(): void {
  vi.stubEnv('ACUITY_TIMING_MS', '')
  onTestFinished(() => void vi.unstubAllEnvs())
}
