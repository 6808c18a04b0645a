import type { ChosenPlacement, Placement } from './run.ts'
import { counted } from './text.ts'

function describeThreads({ kind, sessions, threadsPerSession, decoders }: Placement): string {
  return kind === 'fused'
    ? `${counted(sessions, 'thread')} that decode and infer`
    : `${counted(sessions, 'session')} of ${counted(threadsPerSession, 'thread')}, ${decoders} more decode`
}

/** How a run's work was placed on threads, and why so, in words. */
export function describePlacement({ reason, calibration, ...placement }: ChosenPlacement): string {
  const chosen = calibration.find(({ kind, sessions }) => kind === placement.kind && sessions === placement.sessions)
  const others = calibration.filter((tried) => tried !== chosen)
  const rates = others.map((other) => `${describeThreads(other)}: ${other.fps.toFixed(0)} img/s`)
  const measured = chosen ? ` at ${chosen.fps.toFixed(0)} img/s; ${rates.join('; ')}` : ''
  return `${describeThreads(placement)} (${reason}${measured})`
}
