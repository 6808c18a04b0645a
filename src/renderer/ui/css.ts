/** A fraction of one as CSS wants it: `37.5%`. */
export function percentOf(part: number): string {
  return `${part * 100}%`
}
