import { AcuityError } from '../../../../shared/errors.ts'
import type { Timing } from './evaluate-tasks.ts'

/** How long sessions are timed, at whatever batch. */
export type RunTiming = Omit<Timing, 'batch'>

/** How long a run's sessions are timed before it begins. */
export const sessionTiming = (): RunTiming => atMost({ warmUp: 3, repetitions: 30, minMs: 500, maxMs: 3_000 })

/** Long enough to tell placements apart that differ by a tenth, short beside any run that is worth calibrating. */
export const calibrationTiming = (): RunTiming => atMost({ warmUp: 2, repetitions: 10, minMs: 0, maxMs: 1_000 })

/**
 * Whoever is after a run's answers alone, as tests are, has sessions timed for no longer than `ACUITY_TIMING_MS`.
 * @throws AcuityError `invalid-input` where that is no number
 */
function atMost(timing: RunTiming): RunTiming {
  const stated = process.env['ACUITY_TIMING_MS']
  if (!stated) return timing
  const most = Number(stated)
  if (!(most >= 0))
    throw new AcuityError('invalid-input', `ACUITY_TIMING_MS is to be a number of milliseconds, not “${stated}”.`)
  return { ...timing, minMs: Math.min(timing.minMs, most), maxMs: Math.min(timing.maxMs, most) }
}
