import type { PipelineSpeed, SessionSpeed } from '../../../../shared/run.ts'
import type { SweepMeasurements } from '../../../../shared/sweep.ts'
import type { OthersAtWork } from '../others-at-work.ts'
import type { CroppedImages } from './evaluate-tasks.ts'
import { RateSpread } from './rate-spread.ts'

/** Threads of a pass. */
interface Crew {
  decoders: number
  /** That hand over results. */
  inferrers: number
}

/** Adds up what passes over the images measure of themselves, in this stretch and the ones before an interruption. */
export class PassMeter {
  readonly #before: SweepMeasurements
  readonly #started = performance.now()
  /** Since when images go through; null while none do. */
  #since: number | null = null
  /** Of the passes that have ended. */
  #throughMs = 0
  #doneAt = 0
  #rates: RateSpread | null = null
  #others: Pick<OthersAtWork, 'seen'> | null = null
  #decoders: number | null = null
  #images = 0
  #cached = 0
  #decoded = 0
  #decodeMs = 0

  constructor(before: SweepMeasurements) {
    this.#before = before
  }

  /** Pipeline time runs from here on. */
  evaluationStarts({ decoders, inferrers }: Crew, others: Pick<OthersAtWork, 'seen'>): void {
    this.#since = this.#doneAt = performance.now()
    this.#decoders = decoders
    this.#rates = new RateSpread(inferrers)
    this.#others = others
  }

  evaluationEnds(): void {
    this.#throughMs = this.#throughNow
    this.#since = null
  }

  get #throughNow(): number {
    return this.#throughMs + (this.#since === null ? 0 : performance.now() - this.#since)
  }

  /**
   * To be called once all runs have committed what came of some images.
   * @param images that at least one of them has answered
   */
  done(images: number, { decoded, decodeMs, cached }: Pick<CroppedImages, 'decoded' | 'decodeMs' | 'cached'>): void {
    this.#images += images
    this.#cached += cached
    this.#decoded += decoded
    this.#decodeMs += decodeMs
    const now = performance.now()
    this.#rates?.add({ images, ms: now - this.#doneAt, decoded, decodeMs })
    this.#doneAt = now
  }

  /** Since the pass began to be prepared. */
  get seconds(): number {
    return (performance.now() - this.#started) / 1000
  }

  snapshot(): SweepMeasurements {
    const { pipeline, decode } = this.#before.speed
    const images = this.#images + (pipeline?.images ?? 0)
    const seconds = this.#throughNow / 1000 + (pipeline?.seconds ?? 0)
    const decoded = this.#decoded + (decode?.images ?? 0)
    const workerSeconds = this.#decodeMs / 1000 + (decode?.workerSeconds ?? 0)
    const workers = this.#decoders ?? decode?.workers ?? 0
    const through = {
      fps: images / seconds,
      images,
      seconds,
      cached: this.#cached + (pipeline?.cached ?? 0),
      spread: greater(this.#rates?.pipeline, pipeline?.spread),
      disturbedBy: this.#disturbedBy(pipeline),
    }
    const decoding = {
      fps: (decoded / workerSeconds) * workers,
      images: decoded,
      workerSeconds,
      workers,
      spread: greater(this.#rates?.decode, decode?.spread),
      disturbedBy: this.#disturbedBy(decode),
    }
    return {
      speed: { pipeline: images > 0 ? through : null, decode: decoded > 0 ? decoding : null },
      wallSeconds: this.#before.wallSeconds + this.seconds,
    }
  }

  /** In all stretches; where nobody looked in an earlier one, nothing is claimed unless something was seen since. */
  #disturbedBy(before: Pick<PipelineSpeed | SessionSpeed, 'disturbedBy'> | null): string[] | null {
    const all = [...new Set([...(before?.disturbedBy ?? []), ...(this.#others?.seen ?? [])])]
    return all.length === 0 && before?.disturbedBy === null ? null : all
  }
}

/** Of the stretches before an interruption and those since, the greater spread. */
function greater(a: number | null | undefined, b: number | null | undefined): number | null {
  return a == null || b == null ? (a ?? b ?? null) : Math.max(a, b)
}
