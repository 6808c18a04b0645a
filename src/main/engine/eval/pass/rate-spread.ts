import { quantile } from '../../../../shared/metrics.ts'

/** Fewer samples say nothing of how far they lie apart. */
const LEAST_SAMPLES = 5
/** More are joined in pairs: a run of a day needs no more memory than one of a minute. */
const MOST_SAMPLES = 512
const LEAST_MS = 250
/** Results that each thread hands over in a sample, so that it matters little which of them just falls into it. */
const RESULTS_PER_THREAD = 4

/** What came of some work: images in the time that passed, and those decoded in the time that threads took for it. */
interface RateSample {
  images: number
  ms: number
  decoded: number
  decodeMs: number
}

const NOTHING: RateSample = { images: 0, ms: 0, decoded: 0, decodeMs: 0 }

/** How far a run's rates vary while it goes on, over samples of equally many results. */
export class RateSpread {
  #least: number
  #results = 0
  #current = NOTHING
  #samples: RateSample[] = []

  /** @param threads that hand over results */
  constructor(threads: number) {
    this.#least = RESULTS_PER_THREAD * threads
  }

  /** Takes the next result; its `ms` passed since the one before it. */
  add(result: RateSample): void {
    this.#current = joined(this.#current, result)
    if (++this.#results < this.#least || this.#current.ms < LEAST_MS) return
    this.#samples.push(this.#current)
    this.#current = NOTHING
    this.#results = 0
    if (this.#samples.length < MOST_SAMPLES) return
    this.#samples = inPairs(this.#samples)
    this.#least *= 2
  }

  /** Null where there are too few samples to tell. */
  get pipeline(): number | null {
    return spreadOf(this.#samples.map(({ images, ms }) => images / ms))
  }

  get decode(): number | null {
    return spreadOf(this.#samples.flatMap(({ decoded, decodeMs }) => (decoded > 0 ? [decoded / decodeMs] : [])))
  }
}

/** (p90 - p10) / p50, as that of latencies. */
function spreadOf(rates: readonly number[]): number | null {
  const median = rates.length < LEAST_SAMPLES ? 0 : quantile(rates, 0.5)
  return median === 0 ? null : (quantile(rates, 0.9) - quantile(rates, 0.1)) / median
}

function joined(a: RateSample, b: RateSample): RateSample {
  return {
    images: a.images + b.images,
    ms: a.ms + b.ms,
    decoded: a.decoded + b.decoded,
    decodeMs: a.decodeMs + b.decodeMs,
  }
}

const inPairs = (all: readonly RateSample[]) =>
  all.flatMap((sample, i) => (i % 2 === 0 ? [joined(sample, all[i + 1] ?? NOTHING)] : []))
