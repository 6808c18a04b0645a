/** Which part of a square matrix is in view. */
export interface Viewport {
  /** The column and the row at the top left corner, with fractions. */
  left: number
  top: number
  /** Side of a cell in CSS pixels. */
  cell: number
}

/** CSS pixels. */
export interface Room {
  width: number
  height: number
}

/** A position in the room, in CSS pixels from its top left corner. */
export interface Point {
  x: number
  y: number
}

export interface Position {
  row: number
  column: number
}

/** The most that a cell is enlarged to, in CSS pixels. */
const LARGEST_CELL = 64

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))

/** The whole matrix, as large as fits. */
export function fitted(side: number, { width, height }: Room): Viewport {
  return { left: 0, top: 0, cell: Math.min(LARGEST_CELL, Math.min(width, height) / side) }
}

/** The nearest view that shows nothing but the matrix, and no less of it than it could. */
export function within(view: Viewport, side: number, room: Room): Viewport {
  const cell = clamp(view.cell, fitted(side, room).cell, LARGEST_CELL)
  return {
    cell,
    left: clamp(view.left, 0, Math.max(0, side - room.width / cell)),
    top: clamp(view.top, 0, Math.max(0, side - room.height / cell)),
  }
}

/** Enlarges by a factor around a point, which stays where it is. */
export function zoomed(view: Viewport, factor: number, { x, y }: Point, side: number, room: Room): Viewport {
  const { cell } = within({ ...view, cell: view.cell * factor }, side, room)
  return within(
    { cell, left: view.left + x / view.cell - x / cell, top: view.top + y / view.cell - y / cell },
    side,
    room,
  )
}

/** Moves the matrix by a distance in CSS pixels. */
export function panned(view: Viewport, { x, y }: Point, side: number, room: Room): Viewport {
  return within({ ...view, left: view.left - x / view.cell, top: view.top - y / view.cell }, side, room)
}

/** The cell at a point; null beside the matrix. */
export function positionAt({ left, top, cell }: Viewport, { x, y }: Point, side: number): Position | null {
  const [column, row] = [Math.floor(left + x / cell), Math.floor(top + y / cell)]
  const inside = (value: number) => value >= 0 && value < side
  return x >= 0 && y >= 0 && inside(row) && inside(column) ? { row, column } : null
}

/** The point at the middle of a cell. */
export function middleOf({ left, top, cell }: Viewport, { row, column }: Position): Point {
  return { x: (column + 0.5 - left) * cell, y: (row + 0.5 - top) * cell }
}

/** Moves no further than it takes to have a cell in view. */
export function revealed(view: Viewport, { row, column }: Position, side: number, room: Room): Viewport {
  const [columns, rows] = [room.width / view.cell, room.height / view.cell]
  return within(
    {
      ...view,
      left: clamp(view.left, column + 1 - columns, column),
      top: clamp(view.top, row + 1 - rows, row),
    },
    side,
    room,
  )
}
