import { quantile, type Interval } from './metrics.ts'
import type { SessionSpeed, Speed } from './run.ts'
import { percent } from './text.ts'

/** Beyond it a speed is uncertain: a ratio of two such speeds may be off by a sixth either way. */
export const MOST_SPREAD = 0.25

/** Fewer repetitions say nothing of how far they would lie apart. */
export const LEAST_REPETITIONS = 5

/** Stands beside a speed, or a ratio of one, that is uncertain; why, is said in words elsewhere. */
export const UNCERTAIN = '†'

type Measured = Pick<NonNullable<Speed['pipeline']>, 'spread' | 'disturbedBy'> & { repetitions?: number }

/** Why a speed is uncertain, in words that follow `measured`; nothing where it is not, or was not measured. */
export function speedDoubts(speed: Measured | null): string[] {
  if (!speed) return []
  const { spread, disturbedBy, repetitions = Infinity } = speed
  return [
    ...(disturbedBy?.length ? [`while ${disturbedBy.join(' and ')} went on`] : []),
    ...(spread !== null && spread > MOST_SPREAD
      ? [`with a spread of ${percent(spread)}, more than ${percent(MOST_SPREAD)}`]
      : []),
    ...(repetitions < LEAST_REPETITIONS ? [`in ${repetitions} repetitions, too few for a spread`] : []),
  ]
}

/**
 * Why a session's rate, and its ratio to another one, are uncertain, a part of a sentence each: a ratio is as uncertain as
 * either of its rates.
 */
export function rateDoubts(own: Measured | null, baseline: Measured | null): string[] {
  const doubts = speedDoubts(own)
  return [
    ...(doubts.length > 0 ? [`its session speed was measured ${doubts.join(', ')}`] : []),
    ...(own && speedDoubts(baseline).length > 0 ? ['its ratio is to an uncertain speed'] : []),
  ]
}

/** Why some of a run's three speeds are uncertain, in one line; empty where none is. */
export function describeDoubts({ session, pipeline, decode }: Speed): string {
  return Object.entries({ session, pipeline, decode })
    .flatMap(([name, speed]) => {
      const doubts = speedDoubts(speed)
      return doubts.length === 0 ? [] : [`${name} measured ${doubts.join(', ')}`]
    })
    .join('; ')
}

/**
 * The middle 80% of the ratio of two sessions' rates. Of sessions that took turns it is that of the rounds' ratios, as
 * what disturbs a round disturbs both. Else each is taken as of single repetitions: a rate reaches from its median
 * down to that of the latencies' p90 and up to that of their p10; as logarithms, the reaches of both add up as those of
 * independent errors do, in quadrature.
 * @returns null where either has too few repetitions
 */
export function speedupInterval(own: SessionSpeed, baseline: SessionSpeed): Interval | null {
  if (Math.min(own.repetitions, baseline.repetitions) < LEAST_REPETITIONS) return null
  if (own.rounds && own.rounds.together === baseline.rounds?.together)
    return pairedInterval(own.rounds.fps, baseline.rounds.fps)
  const ratio = own.fps / baseline.fps
  const [a, b] = [reach(own), reach(baseline)]
  return [ratio * Math.exp(-Math.hypot(a.down, b.up)), ratio * Math.exp(Math.hypot(a.up, b.down))]
}

/** In logarithms of the rate; p10 is what spread, p50 and p90 leave it to be. */
function reach({ p50Ms, p90Ms, spread }: SessionSpeed): { down: number; up: number } {
  return { down: Math.log(p90Ms / p50Ms), up: Math.log(p50Ms / (p90Ms - spread * p50Ms)) }
}

function pairedInterval(own: readonly number[], baseline: readonly number[]): Interval | null {
  if (own.length < LEAST_REPETITIONS) return null
  const ratios = own.map((fps, round) => fps / (baseline[round] ?? fps))
  return [quantile(ratios, 0.1), quantile(ratios, 0.9)]
}
