import { counted as countedWith, percent, UNKNOWN } from '../../shared/text.ts'

/** Between groups of digits and before units: as narrow as SI wants it, and never at the end of a line. */
const THIN = '\u202F'

const PREFIXES = ['', 'k', 'M', 'G', 'T']

/** `50 000`, with thin spaces. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, THIN)
}

/** `1 image`, `240 images`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return countedWith(value, one, many, count(value))
}

/** An accuracy with its denominator: `75.0% · 180 of 240`. */
export function accuracy(correct: number, evaluated: number): string {
  return evaluated === 0 ? UNKNOWN : `${percent(correct / evaluated)} · ${count(correct)} of ${count(evaluated)}`
}

/** A fraction as a percentage, where it is known. */
export function percentage(share: number | null): string {
  return share === null ? UNKNOWN : percent(share)
}

/** `40–47%`: the bounds of a bin of confidences, rounded. */
export function binRange({ from, to }: { from: number; to: number }): string {
  return `${Math.round(from * 100)}–${Math.round(to * 100)}%`
}

/** `6.71 GB`: powers of ten, as file managers and data sheets count. */
export function bytes(value: number): string {
  return scaled(value, 'B')
}

/** `2.3 M` parameters, `569 M` multiply-adds; null is unknown. */
export function compact(value: number | null): string {
  return value === null ? UNKNOWN : scaled(value)
}

/** A rate with three digits that mean something: `1 240 fps`, `43.1 fps`, `3.02 fps`. */
export function fps(value: number | null): string {
  return value === null ? UNKNOWN : unit(threeDigits(value), 'fps')
}

/** Time taken: `840 ms`, `8.4 s`, `2 min 20 s`, `1 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 1) return unit(Math.round(seconds * 1000), 'ms')
  if (seconds < 9.95) return unit(seconds.toFixed(1), 's')
  const whole = Math.round(seconds)
  if (whole < 60) return unit(whole, 's')
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return withRest(unit(minutes, 'min'), whole % 60, 's')
  return withRest(unit(Math.floor(minutes / 60), 'h'), minutes % 60, 'min')
}

/** How long it will still take, no more exact than such a guess is: `about 2 min left`. */
export function eta(seconds: number | null): string {
  if (seconds === null) return 'estimating the time left'
  return `${about(seconds)} left`
}

/** How long something will take, no more exact than a guess: `about 2 min`. */
export function about(seconds: number): string {
  if (seconds < 5) return 'a few seconds'
  if (seconds < 57.5) return `about ${duration(Math.max(10, Math.round(seconds / 5) * 5))}`
  return `about ${duration(Math.round(seconds / 60) * 60)}`
}

/** `3 May 2026, 14:02`, in the time of the person's own place. */
export function date(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso))
}

/** The beginning of a SHA-256, enough to tell two apart by eye; the whole belongs into the title. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 12)
}

function scaled(value: number, base = ''): string {
  let prefix = 0
  // What rounds to 1000 of a unit is 1 of the next.
  while (prefix < PREFIXES.length - 1 && Math.abs(value) / 1000 ** prefix >= 999.5) prefix++
  const name = `${PREFIXES[prefix] ?? ''}${base}`
  const digits = threeDigits(value / 1000 ** prefix)
  return name === '' ? digits : unit(digits, name)
}

/** A number with three digits that mean something: `1 240`, `43.1`, `3.02`. */
export function threeDigits(value: number): string {
  if (Math.abs(value) >= 99.95) return count(value)
  return String(Number(value.toPrecision(3)))
}

function unit(value: number | string, name: string): string {
  return `${value}${THIN}${name}`
}

function withRest(whole: string, rest: number, name: string): string {
  return rest === 0 ? whole : `${whole} ${unit(rest, name)}`
}

/** A part of a sentence as its beginning. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
