/**
 * A bound of a probability, as it is typed: a percentage from 0 to 100, with or without its sign; an empty text leaves
 * the bound where it is by default.
 * @returns a fraction; null where the text is none of that
 */
export function parsePercent(text: string, byDefault: number): number | null {
  const trimmed = text.trim()
  const typed = (trimmed.endsWith('%') ? trimmed.slice(0, -1).trimEnd() : trimmed).replace(',', '.')
  if (typed === '') return byDefault
  if (!/^\d*\.?\d+$|^\d+\.$/.test(typed)) return null
  // As the decimal number that it is: 57 / 100 is 0.57, and so is 0.57 in an address.
  const fraction = Number((Number(typed) / 100).toPrecision(12))
  return fraction <= 1 ? fraction : null
}

/** The inverse of {@link parsePercent}. */
export function percentText(fraction: number, byDefault: number): string {
  return fraction === byDefault ? '' : String(Number((fraction * 100).toPrecision(12)))
}
