import { quantile } from '../../../shared/metrics.ts'

/** Fewer stretches say nothing of how far they lie apart. */
const LEAST_STRETCHES = 5
/** More are joined in pairs: a run of a day needs no more memory than one of a minute. */
const MOST_STRETCHES = 512
const LEAST_MS = 250
/** Results that each thread hands over in a stretch, so that it matters little which of them just falls into it. */
const RESULTS_PER_THREAD = 4

/** What came of some work: images in the time that passed, and those decoded in the time that threads took for it. */
interface Stretch {
  images: number
  ms: number
  decoded: number
  decodeMs: number
}

const NOTHING: Stretch = { images: 0, ms: 0, decoded: 0, decodeMs: 0 }

/** How far a run's rates vary while it goes on, over stretches of equally many results. */
export class RateSpread {
  #least: number
  #results = 0
  #current = NOTHING
  #stretches: Stretch[] = []

  /** @param threads that hand over results */
  constructor(threads: number) {
    this.#least = RESULTS_PER_THREAD * threads
  }

  /** Takes the next result; its `ms` passed since the one before it. */
  add(result: Stretch): void {
    this.#current = joined(this.#current, result)
    if (++this.#results < this.#least || this.#current.ms < LEAST_MS) return
    this.#stretches.push(this.#current)
    this.#current = NOTHING
    this.#results = 0
    if (this.#stretches.length < MOST_STRETCHES) return
    this.#stretches = inPairs(this.#stretches)
    this.#least *= 2
  }

  /** Null where there are too few stretches to tell. */
  get pipeline(): number | null {
    return spreadOf(this.#stretches.map(({ images, ms }) => images / ms))
  }

  get decode(): number | null {
    return spreadOf(this.#stretches.flatMap(({ decoded, decodeMs }) => (decoded > 0 ? [decoded / decodeMs] : [])))
  }
}

/** (p90 - p10) / p50, as that of latencies. */
function spreadOf(rates: readonly number[]): number | null {
  const median = rates.length < LEAST_STRETCHES ? 0 : quantile(rates, 0.5)
  return median === 0 ? null : (quantile(rates, 0.9) - quantile(rates, 0.1)) / median
}

function joined(a: Stretch, b: Stretch): Stretch {
  return {
    images: a.images + b.images,
    ms: a.ms + b.ms,
    decoded: a.decoded + b.decoded,
    decodeMs: a.decodeMs + b.decodeMs,
  }
}

const inPairs = (all: readonly Stretch[]) =>
  all.flatMap((stretch, i) => (i % 2 === 0 ? [joined(stretch, all[i + 1] ?? NOTHING)] : []))
