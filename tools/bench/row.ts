import type { Sample } from './sample.ts'

/** A row without a goal is there to be put on record. */
export type Verdict = 'met' | 'not met' | 'no goal' | 'not run'

/** A line of the table. Cells are as people read them; an empty one has nothing to say. */
export interface Row {
  readonly what: string
  readonly measured: string
  /** What the machine, or the other side of a pair, can do. */
  readonly limit: string
  /** The median over the pairs. */
  readonly ratio: string
  /** The lowest and the highest of the pairs, and how many they were. */
  readonly spread: string
  readonly goal: string
  readonly verdict: Verdict
  /** Sentences below the table: why a row was not run, or what a reader should know. */
  readonly notes: readonly string[]
}

/** What a figure must be. */
export interface Goal {
  readonly text: string
  readonly holds: (value: number) => boolean
}

export const atLeast = (bound: number, { unit }: Pick<Format, 'unit'> = plain): Goal => ({
  text: `≥ ${bound}${unit}`,
  holds: (value) => value >= bound,
})

export const atMost = (bound: number, { unit }: Pick<Format, 'unit'> = plain): Goal => ({
  text: `≤ ${bound}${unit}`,
  holds: (value) => value <= bound,
})

export const under = (bound: number, { unit }: Pick<Format, 'unit'> = plain): Goal => ({
  text: `< ${bound}${unit}`,
  holds: (value) => value < bound,
})

/** How figures of a kind are read. */
export interface Format {
  readonly digits: (value: number) => string
  /** With the space before it. */
  readonly unit: string
}

export const show = (value: number, { digits, unit }: Format) => digits(value) + unit

const plain = { unit: '' }
/** Three decimals, so that a figure just short of its goal does not read as the goal. */
const ratioFormat: Format = { digits: (value) => value.toFixed(value < 10 ? 3 : 1), unit: '' }
const rateFormat: Format = { digits: (value) => value.toFixed(value < 100 ? 1 : 0), unit: ' img/s' }
export const seconds: Format = { digits: (value) => value.toFixed(2), unit: ' s' }
export const milliseconds: Format = { digits: (value) => value.toFixed(2), unit: ' ms' }
export const microseconds: Format = { digits: (value) => value.toFixed(1), unit: ' µs' }
/** Of 10⁶ bytes. */
export const megabytes: Format = { digits: (bytes) => (bytes / 1e6).toFixed(0), unit: ' MB' }

export const showRatio = (value: number) => show(value, ratioFormat)
export const showRate = (value: number) => show(value, rateFormat)

/** A pair whose ratio has a goal. The verdict is the unrounded median's. */
export function ratioRow(
  { what, measured, limit, notes = [] }: Pick<Row, 'what' | 'measured' | 'limit'> & { notes?: readonly string[] },
  sample: Sample,
  goal: Goal,
): Row {
  return {
    what,
    measured,
    limit,
    notes,
    verdict: verdictOf(sample, goal),
    ratio: showRatio(sample.median),
    spread: spread(sample, ratioFormat),
    goal: goal.text,
  }
}

/** A figure that has a goal of its own, whatever the machine could do, or none. */
export function figureRow(
  { what, notes = [] }: Pick<Row, 'what'> & { notes?: readonly string[] },
  sample: Sample,
  format: Format,
  goal?: Goal,
): Row {
  return {
    what,
    notes,
    verdict: goal ? verdictOf(sample, goal) : 'no goal',
    measured: show(sample.median, format),
    limit: '',
    ratio: '',
    spread: spread(sample, format),
    goal: goal?.text ?? '',
  }
}

const verdictOf = ({ median }: Sample, goal: Goal): Verdict => (goal.holds(median) ? 'met' : 'not met')

/** @param reason a sentence without its full stop */
export function notRun(what: string, goal: string, reason: string): Row {
  return { what, measured: '', limit: '', ratio: '', spread: '', goal, verdict: 'not run', notes: [reason] }
}

/** `0.861–0.884 of 5`; a single measurement has no spread. */
function spread({ low, high, count }: Sample, format: Format): string {
  return count === 1 ? '' : `${format.digits(low)}–${show(high, format)} of ${count}`
}
