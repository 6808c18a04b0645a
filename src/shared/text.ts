/** What is not known is shown as this, never as zero. */
export const UNKNOWN = '–'

/** A fraction as people read accuracies: `44.4%`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

/** The probability of an answer: `44.4%`, and one that would read as none `<0.1%`. */
export function probability(share: number): string {
  return share > 0 && share < 0.0005 ? '<0.1%' : percent(share)
}

/** An interval of fractions as people read it: `61.1–69.5%`. */
export function percentRange([low, high]: readonly [number, number]): string {
  return `${(low * 100).toFixed(1)}–${percent(high)}`
}

/** A number of things: `1 thread`, `2 threads`. `written` is the number as a door writes it, where not in plain digits. */
export function counted(count: number, one: string, many = `${one}s`, written = String(count)): string {
  return `${written} ${count === 1 ? one : many}`
}

/** Text of several lines in one, as a list's entries are. */
export function oneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ')
}

/** Characters that steer a terminal (C0, DEL, C1), or turn around how what follows them reads (Unicode's bidi controls). */
const STEERING = String.raw`[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]`
const steering = new RegExp(STEERING, 'gu')
const steeringButBreaks = new RegExp(String.raw`(?![\n\t]|\r\n)${STEERING}`, 'gu')

/**
 * Text of strangers (file, class and model names) made harmless for a terminal: characters that steer it, but line breaks
 * and tabs, become U+FFFD, so that no escape sequence gets through and nothing reads as what it is not.
 */
export function withoutControls(text: string): string {
  return text.replace(steeringButBreaks, '\uFFFD')
}

/** JSON that is harmless on a terminal, and reads back as what it was: what steers one is escaped. */
export function printableJson(value: unknown, indent?: number): string {
  // What JSON leaves unescaped stands in its strings; its own line breaks are to stay.
  const escaped = (character: string) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value, null, indent).replace(steering, escaped)
}
