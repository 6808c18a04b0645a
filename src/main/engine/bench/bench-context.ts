import type { BenchProgress, BenchResult, Conditions, Place, WeightsOrigin } from '../../../shared/bench.ts'
import type { Environment, SessionSpeed } from '../../../shared/run.ts'
import type { Missed } from './missed.ts'
import type { Caches, Network } from './network.ts'

/** What a benchmark works with. */
export interface BenchContext {
  /** Folder of what ships with Acuity. */
  resources: string
  caches: Caches
  environment: () => Environment
  signal: AbortSignal
  onProgress: (progress: BenchProgress) => void
}

/**
 * What is recorded with every figure; to be taken when all are measured.
 * @param place of the first of them
 */
export function conditions(
  weights: WeightsOrigin,
  { provider, device, threads, peakGmacsPerSecond }: Place,
  environment: Environment,
  missed: Missed,
  warnings: readonly string[] = [],
): Conditions {
  // maxRSS is in KiB on every platform.
  const peakRssBytes = process.resourceUsage().maxRSS * 1024
  const place = { provider, device, threads, peakGmacsPerSecond }
  const notMeasured = [...missed.entries]
  return { weights, ...place, environment, peakRssBytes, notMeasured, warnings: [...warnings, ...missed.warnings] }
}

/** A measured speed beside what the network computes, and what the place could. */
export function benchResult({ network, speed }: { network: Network; speed: SessionSpeed }, place: Place): BenchResult {
  const { crop, params, macs } = network
  const gmacs = macs === null ? null : macs / 1e9
  const gmacsPerSecond = gmacs === null ? null : gmacs * speed.fps
  const peakShare = gmacsPerSecond === null ? null : gmacsPerSecond / place.peakGmacsPerSecond
  return { ...place, crop, ...speed, params, gmacs, gmacsPerSecond, peakShare }
}
