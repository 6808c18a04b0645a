import { quantile } from '../../../../shared/metrics.ts'
import type { SessionSpeed } from '../../../../shared/run.ts'

type Timed = Pick<SessionSpeed, 'batch' | 'threadsPerSession' | 'warmUp'>

/**
 * The rates of sessions that ran at the same time, from each one's latencies in milliseconds: the sums over sessions.
 * What else went on, whoever timed them knows.
 */
export function sessionSpeed(
  latencies: readonly number[][],
  { batch, threadsPerSession, warmUp }: Timed,
): SessionSpeed {
  const all = latencies.flat()
  const p50Ms = quantile(all, 0.5)
  return {
    fps: rate(latencies, batch, (own) => quantile(own, 0.5)),
    meanFps: rate(latencies, batch, mean),
    p50Ms,
    p90Ms: quantile(all, 0.9),
    p99Ms: quantile(all, 0.99),
    batch,
    sessions: latencies.length,
    threadsPerSession,
    warmUp,
    repetitions: Math.min(...latencies.map((own) => own.length)),
    spread: (quantile(all, 0.9) - quantile(all, 0.1)) / p50Ms,
    rounds: null,
    disturbedBy: null,
  }
}

/** Images per second of sessions in one round: the sum over them, each at its mean latency. */
export const roundRate = (latencies: readonly number[][], batch: number) => rate(latencies, batch, mean)

function rate(latencies: readonly number[][], batch: number, latency: (own: readonly number[]) => number): number {
  return latencies.reduce((sum, own) => sum + (batch * 1000) / latency(own), 0)
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
