import { endsWithFirstScan } from './end.ts'
import type { JpegHeader } from './header.ts'
import type { CropWindow } from '../rgb-image.ts'

/**
 * Pixels across the blocks that are coded together (libjpeg's iMCU), by the first component's sampling factors, where
 * all others have 1 × 1: 4:4:4, 4:2:2, 4:2:0, 4:4:0 and 4:1:1.
 */
const BLOCK_WIDTHS: ReadonlyMap<number | undefined, number> = new Map([
  [0x11, 8],
  [0x21, 16],
  [0x22, 16],
  [0x12, 8],
  [0x41, 32],
])
const UNSAMPLED = 0x11

/**
 * Which part of an image libjpeg-turbo is to decode, so that the pixels in `wanted` are those of the whole image, and
 * the file is still accepted or refused as if it had been decoded whole. Undefined: all of it must be.
 *
 * **Pixels.** A part begins with whole blocks (tj3SetCroppingRegion, turbojpeg.h). Upsampling a row of chroma takes
 * neighbours into account (jdsample.c, `h2v1_fancy_upsample`, `h2v2_fancy_upsample`), and beyond the edges of a part
 * there are none (jpeg_crop_scanline, jdapistd.c): the outermost column on each side inside the image is wrong, and so
 * it lies outside of `wanted`. In fewer than three columns of chroma there is no such upsampling: a part is wider than
 * that, or the image is not. No row is wrong: jpeg_skip_scanlines ends with reading what is above the first row wanted,
 * and after the last one libjpeg reads on as far as that one needs.
 *
 * **Faults.** For a part, libjpeg does not read what follows its last row. In a file of one scan it does the same up to
 * there as for the whole image; with a warning or an error the whole is decoded, and that decides. Else only what
 * follows could make a difference, and there is nothing but entropy-coded data, restart markers where they belong, and
 * the end marker. In such data libjpeg finds no errors but only warnings (jdhuff.c, and jdmarker.c for restarts), after
 * which it has got to an end marker: so decoding the whole ends with all rows, whatever they are worth, and they are
 * accepted.
 *
 * Decoded whole are therefore files with any other marker after the first scan's header, or no end; those with several
 * scans, which libjpeg must read to the end, and smooths where they are incomplete; CMYK, which becomes RGB later; and
 * what no test has proven: arithmetic coding and other sampling factors.
 */
export function partToDecode(bytes: Uint8Array, header: JpegHeader, wanted: CropWindow): CropWindow | undefined {
  const { width, height, sampling, scanStart, restarts } = header
  const [first, ...others] = sampling
  const blockWidth = others.every((one) => one === UNSAMPLED) ? BLOCK_WIDTHS.get(first) : undefined
  const isProven = !header.multipleScans && !header.arithmetic && sampling.length !== 4
  if (!isProven || blockWidth === undefined || (sampling.length === 1 && first !== UNSAMPLED)) return undefined
  const before = Math.max(0, Math.min(wanted.left - 1, width - blockWidth - 1))
  const left = before - (before % blockWidth)
  const right = Math.min(width, Math.max(wanted.left + wanted.width + 1, left + blockWidth))
  const bottom = wanted.top + wanted.height
  if (bottom < height && !endsWithFirstScan(bytes, scanStart, restarts)) return undefined
  return { left, top: wanted.top, width: right - left, height: wanted.height }
}
