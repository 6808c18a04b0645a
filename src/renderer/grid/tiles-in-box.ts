import { GAP } from './tile-size.ts'

/** A rectangle that is drawn over a grid, in pixels from the grid's top left corner. */
export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** The box between two points. */
export const boxOf = (one: { x: number; y: number }, other: { x: number; y: number }): Box => ({
  left: Math.min(one.x, other.x),
  top: Math.min(one.y, other.y),
  right: Math.max(one.x, other.x),
  bottom: Math.max(one.y, other.y),
})

interface Layout {
  count: number
  columns: number
  /** Of the whole grid. */
  width: number
  /** Height of a row, with the gap below it, and of what a tile takes of that. */
  row: number
  tile: number
}

/** The places of the tiles that a box touches, in their order. */
export function tilesIn({ left, top, right, bottom }: Box, { count, columns, width, row, tile }: Layout): number[] {
  const column = (width + GAP) / columns
  const touched = (from: number, to: number, step: number, size: number, most: number) =>
    Array.from({ length: most }, (_, at) => at).slice(
      Math.max(0, Math.ceil((from - size) / step)),
      Math.max(0, Math.floor(to / step) + 1),
    )
  const across = touched(left, right, column, column - GAP, columns)
  return touched(top, bottom, row, tile, Math.ceil(count / columns)).flatMap((at) =>
    across.map((x) => at * columns + x).filter((place) => place < count),
  )
}
