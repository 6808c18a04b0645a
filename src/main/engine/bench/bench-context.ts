import type {
  BenchProgress,
  BenchResult,
  Conditions,
  Measuring,
  NetworkTrace,
  RatedProvider,
  WeightsOrigin,
} from '../../../shared/bench.ts'
import type { OthersAtWork } from '../eval/index.ts'
import { peakRss } from '../runtime/index.ts'
import type { Environment, SessionSpeed } from '../../../shared/run.ts'
import type { Missed } from './missed.ts'
import type { Caches, Network } from './network.ts'

/** What a benchmark works with. */
export interface BenchContext {
  /** Folder of what ships with Acuity. */
  resources: string
  caches: Caches
  environment: () => Environment
  /** Looks out for what else goes on, while something is measured. */
  others: () => OthersAtWork
  signal: AbortSignal
  onProgress: (progress: BenchProgress) => void
}

const HALF_ON_CPU =
  'The CPU computes in float32 all the same, with numbers that were rounded to float16: these speeds tell nothing of fp16.'

/** What is wrong with a precision on some of the providers. */
export const warnOfHalf = (
  { precision }: Pick<Measuring, 'precision'>,
  setups: readonly Pick<RatedProvider, 'provider'>[],
) => (precision === 'fp16' && setups.some(({ provider }) => provider === 'cpu') ? [HALF_ON_CPU] : [])

/** How the figures came about. */
export interface Circumstances extends Pick<Measuring, 'precision'> {
  weights: WeightsOrigin
  /** Of the first of them. */
  on: RatedProvider
  environment: Environment
  missed: Missed
  traces: NetworkTrace[]
  warnings?: readonly string[]
}

/** What is recorded with every figure; to be taken when all are measured. */
export function conditions({
  weights,
  precision,
  on: { provider, device, threads, peakGmacsPerSecond },
  environment,
  missed,
  traces,
  warnings = [],
}: Circumstances): Conditions {
  const peakRssBytes = peakRss()
  const on = { provider, device, threads, peakGmacsPerSecond }
  const notMeasured = [...missed.entries]
  const all = [...warnings, ...missed.warnings]
  return { weights, precision, ...on, environment, peakRssBytes, notMeasured, traces, warnings: all }
}

/** A measured speed beside what the network computes, and what the provider could. */
export function benchResult(
  { network, speed }: { network: Network; speed: SessionSpeed },
  on: RatedProvider,
): BenchResult {
  const { crop, params, macs } = network
  const gmacs = macs === null ? null : macs / 1e9
  const gmacsPerSecond = gmacs === null ? null : gmacs * speed.fps
  const peakShare = gmacsPerSecond === null ? null : gmacsPerSecond / on.peakGmacsPerSecond
  return { ...on, crop, ...speed, params, gmacs, gmacsPerSecond, peakShare }
}
