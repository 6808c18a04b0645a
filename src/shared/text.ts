/** A fraction as people read accuracies: `44.4%`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

/** An interval of fractions as people read it: `61.1–69.5%`. */
export function percentRange([low, high]: readonly [number, number]): string {
  return `${(low * 100).toFixed(1)}–${percent(high)}`
}

/** A number of things: `1 thread`, `2 threads`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}

/**
 * Text of strangers (file, class and model names) made harmless for a terminal: control characters but line breaks and
 * tabs become U+FFFD, so that no escape sequence gets through.
 */
export function withoutControls(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD')
}
