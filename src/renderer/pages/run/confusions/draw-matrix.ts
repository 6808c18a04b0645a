import type { ConfusionMatrix } from '../../../lib/confusion-matrix.ts'
import { middleOf, type Position, type Room, type Viewport } from '../../../lib/matrix-viewport.ts'
import { blockFor, highestCounts, intensity } from './matrix-pixels.ts'

/** Room for the names of classes left of the cells and above them, in CSS pixels. */
export const GUTTER = { left: 120, top: 104 }

/** CSS pixels: what a line of names takes up, and cells that are worth a grid and a number. */
const LINE = 13
const CELL_WITH_LINES = 8
const CELL_WITH_COUNT = 22
/** The least that a cell's mark takes up, however small the cell. */
const SMALLEST_MARK = 7
/** Characters for which a gutter has room. */
const MOST_CHARACTERS = 18

/** An image of the matrix with as many cells to a pixel as `block` says, in either direction. */
export interface MatrixImage {
  canvas: CanvasImageSource
  block: number
}

export interface Scene {
  matrix: ConfusionMatrix
  /** The class at each position, as a canonical index. */
  order: readonly number[]
  diagonal: boolean
  /** The image for blocks of at least this many cells. */
  image: (block: number) => MatrixImage
  name: (index: number) => string
  view: Viewport
  /** Of the cells, without the gutters. */
  room: Room
  cursor: Position | null
  pixelRatio: number
  colours: Record<'surface' | 'ink' | 'faint' | 'line' | 'mark', string>
  /** The colour of a count on a cell of this intensity. */
  textOn: (intensity: number, kind: 'wrong' | 'right') => string
  font: string
}

/** Draws the part of a confusion matrix that is in view, with the names of its classes. */
export function drawMatrix(context: CanvasRenderingContext2D, scene: Scene): void {
  const { matrix, view, room, pixelRatio, colours } = scene
  const shown = {
    width: Math.min(room.width, (matrix.classes - view.left) * view.cell),
    height: Math.min(room.height, (matrix.classes - view.top) * view.cell),
  }
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  context.clearRect(0, 0, GUTTER.left + room.width, GUTTER.top + room.height)
  context.translate(GUTTER.left, GUTTER.top)
  context.font = scene.font
  drawNames(context, scene)

  context.save()
  context.beginPath()
  context.rect(0, 0, shown.width, shown.height)
  context.clip()
  context.fillStyle = colours.surface
  context.fillRect(0, 0, shown.width, shown.height)
  drawCells(context, scene)
  if (view.cell >= CELL_WITH_LINES) drawLines(context, scene, shown)
  if (!scene.diagonal) drawDiagonal(context, scene)
  if (view.cell >= CELL_WITH_COUNT) drawCounts(context, scene)
  if (scene.cursor) drawCursor(context, scene, scene.cursor, shown)
  context.restore()

  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.strokeRect(-0.5, -0.5, shown.width + 1, shown.height + 1)
}

function drawCells(context: CanvasRenderingContext2D, { image, view, room, pixelRatio }: Scene): void {
  const { canvas, block } = image(blockFor(view.cell * pixelRatio))
  const pixel = view.cell * block
  const [column, row] = [Math.floor(view.left / block), Math.floor(view.top / block)]
  const [columns, rows] = [Math.ceil(room.width / pixel) + 1, Math.ceil(room.height / pixel) + 1]
  context.imageSmoothingEnabled = false
  const corner = { x: column * pixel - view.left * view.cell, y: row * pixel - view.top * view.cell }
  context.drawImage(canvas, column, row, columns, rows, corner.x, corner.y, columns * pixel, rows * pixel)
}

function drawLines(context: CanvasRenderingContext2D, { view, colours }: Scene, { width, height }: Room): void {
  context.beginPath()
  for (let x = (Math.ceil(view.left) - view.left) * view.cell; x < width; x += view.cell) {
    context.moveTo(Math.round(x) + 0.5, 0)
    context.lineTo(Math.round(x) + 0.5, height)
  }
  for (let y = (Math.ceil(view.top) - view.top) * view.cell; y < height; y += view.cell) {
    context.moveTo(0, Math.round(y) + 0.5)
    context.lineTo(width, Math.round(y) + 0.5)
  }
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.stroke()
}

/** Where the right answers would be. */
function drawDiagonal(context: CanvasRenderingContext2D, { matrix, view, colours }: Scene): void {
  const from = -view.left * view.cell
  context.beginPath()
  context.moveTo(from, -view.top * view.cell)
  context.lineTo(from + matrix.classes * view.cell, (matrix.classes - view.top) * view.cell)
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.stroke()
}

function drawCounts(context: CanvasRenderingContext2D, scene: Scene): void {
  const { matrix, order, view, room } = scene
  const highest = highestCounts(matrix)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const row of inView(view.top, room.height / view.cell, matrix.classes))
    for (const column of inView(view.left, room.width / view.cell, matrix.classes)) {
      const kind = row === column ? 'right' : 'wrong'
      if (kind === 'right' && !scene.diagonal) continue
      const count = matrix.count({ label: order[row] ?? 0, predicted: order[column] ?? 0 })
      if (count === 0) continue
      const { x, y } = middleOf(view, { row, column })
      context.fillStyle = scene.textOn(intensity(count, highest[kind]), kind)
      context.fillText(String(count), x, y)
    }
}

function drawCursor(context: CanvasRenderingContext2D, scene: Scene, cursor: Position, { width, height }: Room): void {
  const { view, colours } = scene
  const { x, y } = middleOf(view, cursor)
  const side = Math.max(view.cell, SMALLEST_MARK)
  context.globalAlpha = 0.14
  context.fillStyle = colours.mark
  context.fillRect(0, y - view.cell / 2, width, Math.max(1, view.cell))
  context.fillRect(x - view.cell / 2, 0, Math.max(1, view.cell), height)
  context.globalAlpha = 1
  context.strokeStyle = colours.mark
  context.lineWidth = 2
  context.strokeRect(x - side / 2, y - side / 2, side, side)
}

/** As many names as there is room for; those of the cursor's classes before others. */
function drawNames(context: CanvasRenderingContext2D, scene: Scene): void {
  const { matrix, order, view, room, cursor, colours } = scene
  const step = Math.ceil(LINE / view.cell)
  const isNamed = (position: number, marked: number | undefined) =>
    position === marked ||
    (position % step === 0 && (marked === undefined || Math.abs(position - marked) * view.cell >= LINE))
  const write = (position: number, marked: number | undefined, x: number, y: number) => {
    context.fillStyle = position === marked ? colours.ink : colours.faint
    context.fillText(shortened(scene.name(order[position] ?? 0)), x, y)
  }

  context.textBaseline = 'middle'
  context.textAlign = 'right'
  for (const row of inView(view.top, room.height / view.cell, matrix.classes)) {
    const { y } = middleOf(view, { row, column: 0 })
    if (isNamed(row, cursor?.row) && y < room.height - LINE / 3) write(row, cursor?.row, -8, y)
  }
  context.textAlign = 'left'
  for (const column of inView(view.left, room.width / view.cell, matrix.classes)) {
    const { x } = middleOf(view, { row: 0, column })
    if (!isNamed(column, cursor?.column) || x > room.width - LINE / 3) continue
    context.save()
    context.translate(x, -8)
    context.rotate(-Math.PI / 2)
    write(column, cursor?.column, 0, 0)
    context.restore()
  }

  context.fillStyle = colours.faint
  context.textAlign = 'right'
  context.fillText('Predicted →', -12, -28)
  context.fillText('True ↓', -12, -12)
}

/** The positions whose middle is in view. */
function inView(from: number, count: number, side: number): number[] {
  const first = Math.max(0, Math.ceil(from - 0.5))
  const last = Math.min(side - 1, Math.floor(from + count - 0.5))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
}

function shortened(name: string): string {
  return name.length <= MOST_CHARACTERS ? name : `${name.slice(0, MOST_CHARACTERS - 1).trimEnd()}…`
}
