import { z } from 'zod'

const Pixels = z.int().min(-100_000).max(100_000)
const Bounds = z.object({ x: Pixels, y: Pixels, width: Pixels.positive(), height: Pixels.positive() })
type Bounds = z.infer<typeof Bounds>

/** How the window was left. */
export const WindowState = z.object({ bounds: Bounds, maximized: z.boolean() })
export type WindowState = z.infer<typeof WindowState>

/** So much of a title bar can be taken hold of. */
const GRIP = 80

/**
 * Bounds that can be reached on one of the displays: those that were left, as long as enough of the window's upper edge is on
 * one of them, and no larger than it. Null where they are not, as when a display is gone.
 * @param displays their work areas
 */
export function reachableBounds(left: Bounds, displays: readonly Bounds[]): Bounds | null {
  const display = displays.find(({ x, y, width, height }) => {
    const across = Math.min(left.x + left.width, x + width) - Math.max(left.x, x)
    return across >= Math.min(GRIP, left.width) && left.y >= y && left.y <= y + height - GRIP
  })
  if (!display) return null
  return { ...left, width: Math.min(left.width, display.width), height: Math.min(left.height, display.height) }
}
