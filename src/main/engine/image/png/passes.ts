import type { ColorModel } from '../header.ts'
import type { PngHeader } from './header.ts'

/** The pixels of one reduced image: every `stepX`th from column `x`, every `stepY`th from row `y`. */
interface Reduction {
  readonly x: number
  readonly y: number
  readonly stepX: number
  readonly stepY: number
}

/** A reduced image that has pixels, and the bytes of each of its rows without the filter type. */
export interface Pass extends Reduction {
  readonly columns: number
  readonly rows: number
  readonly rowBytes: number
}

const WHOLE: readonly Reduction[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }]
/** https://www.w3.org/TR/png-3/#8InterlaceMethods */
const ADAM7: readonly Reduction[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
]

const CHANNELS: Partial<Record<ColorModel, number>> = { RGB: 3, RGBA: 4, 'grayscale-alpha': 2 }

export const channelsOf = (colorModel: ColorModel): number => CHANNELS[colorModel] ?? 1

/** How a PNG's rows follow one another before they are filtered and compressed, and the bytes of all with their filter types. */
export function rowsOf({ width, height, depth, colorModel, interlaced }: PngHeader): { passes: Pass[]; bytes: number } {
  const bitsPerPixel = depth * channelsOf(colorModel)
  const passes = (interlaced ? ADAM7 : WHOLE)
    .map((pass) => ({
      ...pass,
      columns: Math.ceil((width - pass.x) / pass.stepX),
      rows: Math.ceil((height - pass.y) / pass.stepY),
    }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
    .map((pass) => ({ ...pass, rowBytes: Math.ceil((pass.columns * bitsPerPixel) / 8) }))
  return { passes, bytes: passes.reduce((sum, { rows, rowBytes }) => sum + rows * (1 + rowBytes), 0) }
}
