import type { Resampler } from '../../../../shared/recipe.ts'
import type { CropWindow, Size } from '../rgb-image.ts'
import { pixelsRead } from './pixels-read.ts'

/** So much of an image is in the kernel's memory at a time. */
const BAND_BYTES = 16 << 20

/** Rows of a result, and the pixels that they are made of. */
export interface Band {
  readonly window: CropWindow
  readonly source: CropWindow
}

/**
 * Cuts a window of a resized image into bands, from top to bottom, each made of no more pixels than go into memory: where
 * one row alone is made of more, that is a band.
 *
 * @throws ImageFault too-large
 */
export function* bandsOf(resampler: Resampler, image: Size, resized: Size, window: CropWindow): Generator<Band> {
  const source = pixelsRead(resampler, image, resized, window)
  const { top, height } = window
  if (height === 1 || source.width * source.height * 3 <= BAND_BYTES) yield { window, source }
  else {
    const half = height >> 1
    yield* bandsOf(resampler, image, resized, { ...window, height: half })
    yield* bandsOf(resampler, image, resized, { ...window, top: top + half, height: height - half })
  }
}
