import type { Timing } from './evaluate-tasks.ts'

type Duration = Omit<Timing, 'batch'>

/** How long a run's sessions are timed before it begins. */
export const sessionTiming = (): Duration => atMost({ warmUp: 3, repetitions: 30, minMs: 500, maxMs: 3_000 })

/** Long enough to tell placements apart that differ by a tenth, short beside any run that is worth calibrating. */
export const calibrationTiming = (): Duration => atMost({ warmUp: 2, repetitions: 10, minMs: 0, maxMs: 1_000 })

/** Whoever is after a run's answers alone, as tests are, has sessions timed for no longer than `ACUITY_TIMING_MS`. */
function atMost(timing: Duration): Duration {
  const most = Number(process.env['ACUITY_TIMING_MS'] || Infinity)
  return { ...timing, minMs: Math.min(timing.minMs, most), maxMs: Math.min(timing.maxMs, most) }
}
