export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** A point and what is to be written beside it. */
interface Labelled {
  x: number
  y: number
  text: string
}

/** Where a label's text begins, or ends where it stands left of its point; at half its height. */
export interface Label {
  x: number
  y: number
  atLeft: boolean
}

/** Of a label, in pixels: a line, and a character of the small text, which few are wider than. */
const LINE = 16
const CHARACTER = 6.8
/** Between the middle of a point and its label, and to either side of a label to what is next. */
const GAP = 12
const MARGIN = 4
/** How many lines up or down a label may move. */
const REACH = 6

/** What a position costs beside pixels that are covered: to be further away, on the other side, or out of the chart. */
const PER_LINE = 60
const AT_LEFT = 30
const OUTSIDE = 20

/** Puts each label, in this order, where it covers least of the obstacles and of the labels before it. */
export function labelPositions(points: readonly Labelled[], obstacles: readonly Box[], room: Box): Label[] {
  const taken = [...obstacles]
  return points.map((point) => {
    const cost = (label: Label) => {
      const box = boxOf(label, point.text)
      const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0)
      const outside = areaOf(box) - overlap(box, room)
      const lines = Math.abs(label.y - point.y) / LINE
      return covered + outside * OUTSIDE + lines * PER_LINE + (label.atLeft ? AT_LEFT : 0)
    }
    const [best] = candidates(point)
      .map((label) => ({ label, cost: cost(label) }))
      .toSorted((a, b) => a.cost - b.cost)
    const label = best?.label ?? { x: point.x, y: point.y, atLeft: false }
    taken.push(boxOf(label, point.text))
    return label
  })
}

function candidates({ x, y }: Labelled): Label[] {
  const lines = Array.from({ length: 2 * REACH + 1 }, (_, index) => index - REACH)
  return lines.flatMap((line) => [
    { x: x + GAP, y: y + line * LINE, atLeft: false },
    { x: x - GAP, y: y + line * LINE, atLeft: true },
  ])
}

function boxOf({ x, y, atLeft }: Label, text: string): Box {
  const width = text.length * CHARACTER
  const left = atLeft ? x - width : x
  return { left: left - MARGIN, right: left + width + MARGIN, top: y - LINE / 2, bottom: y + LINE / 2 }
}

const areaOf = ({ left, top, right, bottom }: Box) => (right - left) * (bottom - top)

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return width > 0 && height > 0 ? width * height : 0
}
