import jpeg from '@julusian/jpeg-turbo'
import { toBytes, type Extent } from './canvas.ts'
import { seeded } from './random.ts'
import { drawScene } from './scene.ts'
import type { Species } from './species.ts'

const QUALITY = 80

export interface Photograph {
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
  readonly subject: Extent
}

/**
 * One individual as a JPEG file: most with chroma at half resolution as cameras write them, some with more, a few in
 * shades of gray, as they turn up in ImageNet too. The same species and seed give the same bytes.
 */
export function photograph(kind: Species, seed: string): Photograph {
  const { canvas, subject } = drawScene(kind, seed)
  const { width, height } = canvas
  const lot = seeded(`film ${kind.id} ${seed}`).next()
  const subsampling =
    lot < 0.04 ? jpeg.SAMP_GRAY : lot < 0.08 ? jpeg.SAMP_444 : lot < 0.12 ? jpeg.SAMP_422 : jpeg.SAMP_420
  const options = { width, height, subsampling, format: jpeg.FORMAT_RGB, quality: QUALITY }
  return { bytes: jpeg.compressSync(toBytes(canvas), options), width, height, subject }
}
