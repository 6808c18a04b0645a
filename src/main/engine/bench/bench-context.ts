import os from 'node:os'
import type { BenchProgress, BenchResult, Conditions, Measuring, WeightsOrigin } from '../../../shared/bench.ts'
import type { Environment, SessionSpeed } from '../../../shared/run.ts'
import { resolveProvider } from '../runtime/index.ts'
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

/** Where the sessions will run, settled before anything is loaded. */
export async function settleExecution({ provider: choice, threads }: Measuring) {
  return { ...(await resolveProvider(choice)), threads: threads ?? os.availableParallelism() }
}

/** What is recorded with every figure; to be taken when all are measured. */
export function conditions(
  weights: WeightsOrigin,
  execution: Awaited<ReturnType<typeof settleExecution>>,
  environment: Environment,
  warnings: readonly string[] = [],
): Conditions {
  // maxRSS is in KiB on every platform.
  const peakRssBytes = process.resourceUsage().maxRSS * 1024
  return { weights, ...execution, environment, peakRssBytes, warnings: [...warnings] }
}

/** A measured speed beside what the network computes. */
export function benchResult({ network, speed }: { network: Network; speed: SessionSpeed }): BenchResult {
  const { crop, params, macs } = network
  const gmacs = macs === null ? null : macs / 1e9
  return { crop, ...speed, params, gmacs, gmacsPerSecond: gmacs === null ? null : gmacs * speed.fps }
}
