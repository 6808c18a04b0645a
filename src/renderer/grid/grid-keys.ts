export interface GridShape {
  count: number
  columns: number
  /** Rows that are in view at a time. */
  page: number
}

/**
 * Where a key leads in a grid that is filled row by row, as the ARIA practices describe it: Home and End stay in the
 * row, with Ctrl they lead to the ends of the grid.
 * @returns null where the key is none of the grid's
 */
export function moveInGrid(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  from: number,
  { count, columns, page }: GridShape,
): number | null {
  const rowStart = from - (from % columns)
  const last = count - 1
  const within = (index: number) => Math.max(0, Math.min(last, index))
  // Past the last row or before the first one, a column is kept rather than a jump made to the corner.
  const byRows = (rows: number) => {
    const row = Math.max(0, Math.min(Math.floor(last / columns), Math.floor(from / columns) + rows))
    return within(row * columns + (from % columns))
  }
  switch (key) {
    case 'ArrowLeft':
      return within(from - 1)
    case 'ArrowRight':
      return within(from + 1)
    case 'ArrowUp':
      return byRows(-1)
    case 'ArrowDown':
      return byRows(1)
    case 'PageUp':
      return byRows(-page)
    case 'PageDown':
      return byRows(page)
    case 'Home':
      return ctrlKey ? 0 : rowStart
    case 'End':
      return ctrlKey ? last : within(rowStart + columns - 1)
    default:
      return null
  }
}
