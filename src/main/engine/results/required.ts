/** What every image with a prediction has. */
export function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('an evaluated image lacks what all have')
  return value
}
