import { quantile } from '../../../shared/metrics.ts'
import type { ChosenPlacement, CropCacheUse, RunMeasurements, SessionSpeed } from '../../../shared/run.ts'
import { peakRss } from '../runtime/index.ts'
import type { JobResult } from './evaluate-tasks.ts'
import type { OthersAtWork } from './others-at-work.ts'
import { RateSpread } from './rate-spread.ts'

/** Adds up what a run measures of itself, over this stretch and the ones before an interruption. */
export class SpeedMeter {
  readonly #before: RunMeasurements
  readonly #started = performance.now()
  #session: SessionSpeed | null
  #evaluationStarted: number | null = null
  #committedAt = 0
  #rates: RateSpread | null = null
  #others: Pick<OthersAtWork, 'seen'> | null = null
  #placement: ChosenPlacement | null = null
  #cropCache: CropCacheUse | null = null
  #predicted = 0
  #cached = 0
  #decoded = 0
  #decodeMs = 0

  constructor(before: RunMeasurements) {
    this.#before = before
    this.#session = before.speed.session
  }

  placed(placement: ChosenPlacement): void {
    this.#placement = placement
  }

  cropCacheUsed(use: CropCacheUse | null): void {
    this.#cropCache = use
  }

  sessionMeasured(speed: SessionSpeed): void {
    this.#session = speed
  }

  /**
   * Pipeline time runs from here on.
   * @param threads that hand over results
   */
  evaluationStarts(threads: number, others: Pick<OthersAtWork, 'seen'>): void {
    this.#evaluationStarted = this.#committedAt = performance.now()
    this.#rates = new RateSpread(threads)
    this.#others = others
  }

  /** To be called once that is committed. */
  committed({ imageIds, decoded, decodeMs, cached }: JobResult): void {
    this.#predicted += imageIds.length
    this.#cached += cached
    this.#decoded += decoded
    this.#decodeMs += decodeMs
    const now = performance.now()
    this.#rates?.add({ images: imageIds.length, ms: now - this.#committedAt, decoded, decodeMs })
    this.#committedAt = now
  }

  snapshot(): Omit<RunMeasurements, 'warnings'> {
    const { speed, wallSeconds, peakRssBytes } = this.#before
    const placement = this.#placement ?? this.#before.placement
    const now = performance.now()
    const pipeline = {
      images: this.#predicted + (speed.pipeline?.images ?? 0),
      seconds: secondsBetween(this.#evaluationStarted ?? now, now) + (speed.pipeline?.seconds ?? 0),
      cached: this.#cached + (speed.pipeline?.cached ?? 0),
      spread: greater(this.#rates?.pipeline, speed.pipeline?.spread),
      disturbedBy: this.#disturbedBy(speed.pipeline),
    }
    const decode = {
      images: this.#decoded + (speed.decode?.images ?? 0),
      workerSeconds: this.#decodeMs / 1000 + (speed.decode?.workerSeconds ?? 0),
      workers: placement?.decoders ?? 0,
      spread: greater(this.#rates?.decode, speed.decode?.spread),
      disturbedBy: this.#disturbedBy(speed.decode),
    }
    return {
      speed: {
        pipeline: pipeline.images > 0 ? { fps: pipeline.images / pipeline.seconds, ...pipeline } : null,
        decode: decode.images > 0 ? { fps: (decode.images / decode.workerSeconds) * decode.workers, ...decode } : null,
        session: this.#session,
      },
      placement,
      cropCache: this.#cropCache ?? this.#before.cropCache,
      wallSeconds: wallSeconds + secondsBetween(this.#started, now),
      peakRssBytes: Math.max(peakRssBytes ?? 0, peakRss()),
    }
  }

  /** In all stretches; where nobody looked in an earlier one, nothing is claimed unless something was seen since. */
  #disturbedBy(before: Pick<SessionSpeed, 'disturbedBy'> | null): string[] | null {
    const all = [...new Set([...(before?.disturbedBy ?? []), ...(this.#others?.seen ?? [])])]
    return all.length === 0 && before?.disturbedBy === null ? null : all
  }
}

/** Of the stretches before an interruption and those since, the greater spread. */
function greater(a: number | null | undefined, b: number | null | undefined): number | null {
  return a == null || b == null ? (a ?? b ?? null) : Math.max(a, b)
}

const secondsBetween = (from: number, to: number) => (to - from) / 1000

/**
 * The rates of sessions that ran at the same time, from each one's latencies in milliseconds: the sums over sessions.
 * What else went on, whoever timed them knows.
 */
export function sessionSpeed(
  latencies: readonly number[][],
  { batch, threadsPerSession, warmUp }: Pick<SessionSpeed, 'batch' | 'threadsPerSession' | 'warmUp'>,
): SessionSpeed {
  const all = latencies.flat()
  const p50Ms = quantile(all, 0.5)
  const rateAt = (latency: (own: readonly number[]) => number) =>
    latencies.reduce((sum, own) => sum + (batch * 1000) / latency(own), 0)
  return {
    fps: rateAt((own) => quantile(own, 0.5)),
    meanFps: rateAt((own) => own.reduce((sum, each) => sum + each, 0) / own.length),
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
