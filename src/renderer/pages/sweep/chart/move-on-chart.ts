/** A point that the focus can be on: which line it is of, and where it lies. */
interface Point {
  line: number
  left: number
}

/**
 * Where a key leads among the points of a chart: left and right along a line as it is drawn, up and down to the nearest
 * point of the line before or after, Home and End to the ends of the line.
 * @returns the point's position; null where the key is none of the chart's, or leads nowhere
 */
export function moveOnChart(key: string, from: number, points: readonly Point[]): number | null {
  const current = points[from]
  if (!current) return null
  const along = indices(points, current.line)
  const at = along.indexOf(from)
  switch (key) {
    case 'ArrowLeft':
      return along[at - 1] ?? null
    case 'ArrowRight':
      return along[at + 1] ?? null
    case 'Home':
      return along[0] ?? null
    case 'End':
      return along.at(-1) ?? null
    case 'ArrowUp':
    case 'ArrowDown': {
      const lines = [...new Set(points.map(({ line }) => line))].toSorted((a, b) => a - b)
      const line = lines[lines.indexOf(current.line) + (key === 'ArrowDown' ? 1 : -1)]
      if (line === undefined) return null
      const distance = (index: number) => Math.abs((points[index]?.left ?? 0) - current.left)
      return indices(points, line).toSorted((a, b) => distance(a) - distance(b))[0] ?? null
    }
    default:
      return null
  }
}

/** The points of a line, from left to right. */
function indices(points: readonly Point[], line: number): number[] {
  return points
    .flatMap((point, index) => (point.line === line ? [{ index, left: point.left }] : []))
    .toSorted((a, b) => a.left - b.left)
    .map(({ index }) => index)
}
