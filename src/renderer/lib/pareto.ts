/** Whether more of a thing is better, or less of it. */
export type Better = 'more' | 'less'

interface Position {
  x: number
  y: number
}

/** Those that no other one beats, in their order: none is as good in both, and better in one. */
export function paretoPoints<T extends Position>(all: readonly T[], better: { x: Better; y: Better }): T[] {
  const gain = (wish: Better, own: number, other: number) => (wish === 'more' ? other - own : own - other)
  const isBeatenBy = (own: T, other: T) => {
    const [x, y] = [gain(better.x, own.x, other.x), gain(better.y, own.y, other.y)]
    return x >= 0 && y >= 0 && (x > 0 || y > 0)
  }
  return all.filter((own) => !all.some((other) => isBeatenBy(own, other)))
}
