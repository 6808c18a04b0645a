import type { JpegHeader } from './jpeg/header.ts'
import { UPRIGHT } from './orientation.ts'
import type { PngHeader } from './png/header.ts'
import { rowsOf } from './png/passes.ts'

/** Resampling a large image band by band, and what else is there besides its pixels. */
const WORKING_BYTES = 32 << 20

const BLOCK = 8
/** Of a block's 64 coefficients, 16 bits each. */
const BLOCK_BYTES = 128

/**
 * Bytes that decoding a JPEG takes at its worst moment, by its header: the file, the pixels, those once more where
 * they may have to be turned, those in CMYK before they are RGB, and of a file with several scans all coefficients, which libjpeg gathers before it makes the first row.
 *
 * @param copies whether the decoder has a memory of its own: then the file and the pixels are there twice
 */
export function jpegMemory(header: JpegHeader, fileBytes: number, copies: boolean): number {
  const { width, height, sampling, colorModel, multipleScans } = header
  const pixels = width * height
  const rgb = 3 * pixels
  const samples = colorModel === 'CMYK' || colorModel === 'YCCK' ? 4 * pixels : 0
  const coefficients = multipleScans ? coefficientBytes(width, height, sampling) : 0
  const turned = header.orientation === UPRIGHT ? 0 : rgb
  const twice = copies ? fileBytes + (samples || rgb) : 0
  return fileBytes + rgb + turned + samples + coefficients + twice + WORKING_BYTES
}

/** The same of a PNG: the file, its image data in one piece, the rows before they are pixels, and the pixels. */
export function pngMemory(header: PngHeader, fileBytes: number): number {
  return pngWorkingMemory(header, fileBytes) + fileBytes + WORKING_BYTES
}

/** The same without the file. */
export function pngWorkingMemory(header: PngHeader, fileBytes: number): number {
  return fileBytes - header.dataStart + rowsOf(header).bytes + header.width * header.height * 3
}

/** Components are stored in whole groups of blocks (jdcoefct.c, `jinit_d_coef_controller`). */
function coefficientBytes(width: number, height: number, sampling: readonly number[]): number {
  const across = sampling.map((factor) => factor >> 4)
  const down = sampling.map((factor) => factor & 15)
  const groupsAcross = Math.ceil(width / (BLOCK * Math.max(1, ...across)))
  const groupsDown = Math.ceil(height / (BLOCK * Math.max(1, ...down)))
  const blocksOfGroup = sampling.reduce((sum, factor) => sum + (factor >> 4) * (factor & 15), 0)
  return groupsAcross * groupsDown * blocksOfGroup * BLOCK_BYTES
}
