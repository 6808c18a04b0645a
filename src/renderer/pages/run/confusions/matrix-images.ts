import type { MatrixImage } from './draw-matrix.ts'
import { paintMatrix, type Painting } from './matrix-pixels.ts'

/** An image has at most as many pixels on a side: 64 MB of them. Beyond, a pixel stands for several cells. */
const LARGEST_SIDE = 4096

/** Paints images of a matrix when they are first asked for, and keeps them: moving and enlarging only draws them. */
export function matrixImages(painting: Painting): (block: number) => MatrixImage {
  const images = new Map<number, MatrixImage>()
  return (wanted) => {
    const block = Math.max(wanted, 2 ** Math.max(0, Math.ceil(Math.log2(painting.matrix.classes / LARGEST_SIDE))))
    const known = images.get(block)
    if (known) return known
    const { side, rgba } = paintMatrix(painting, block)
    const canvas = new OffscreenCanvas(side, side)
    canvas.getContext('2d')?.putImageData(new ImageData(rgba, side, side), 0, 0)
    const image = { canvas, block }
    images.set(block, image)
    return image
  }
}
