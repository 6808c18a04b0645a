import type { Position } from '../../../lib/matrix-viewport.ts'

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey'>

const steps: Partial<Record<string, Position>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

/**
 * Where an arrow leads in a matrix: to the next cell; with Ctrl to the next one that is filled, or to the edge.
 * @returns null where the key is none of these
 */
export function moveInMatrix(
  { key, ctrlKey }: Key,
  from: Position,
  side: number,
  isFilled: (position: Position) => boolean,
): Position | null {
  const step = steps[key]
  if (!step) return null
  const inside = ({ row, column }: Position) => row >= 0 && row < side && column >= 0 && column < side
  let at = from
  for (;;) {
    const next = { row: at.row + step.row, column: at.column + step.column }
    if (!inside(next)) return at
    at = next
    if (!ctrlKey || isFilled(at)) return at
  }
}
