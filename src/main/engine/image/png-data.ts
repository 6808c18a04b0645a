import { constants, inflateSync } from 'node:zlib'
import { ImageFault } from '../../../shared/skip.ts'
import { readChunk } from './png-header.ts'

/** Some encoders write a little more than the image needs; far more is an attempt to fill the memory. */
const MAX_EXCESS_BYTES = 1 << 20

/**
 * Inflates the image data of a PNG: `expected` bytes, filtered rows with their filter types.
 *
 * As Pillow (ZipDecode.c) has it: excess data is ignored, a stream that ends early is missing its last rows, which
 * stay zero, but a file that ends before its stream is truncated.
 *
 * @param dataStart offset of the first IDAT chunk
 * @throws ImageFault truncated, undecodable
 */
export function inflateImageData(bytes: Uint8Array, dataStart: number, expected: number): Uint8Array {
  const compressed = joinImageData(bytes, dataStart)
  const maxOutputLength = expected + MAX_EXCESS_BYTES
  try {
    const inflated = inflateSync(compressed, { maxOutputLength })
    if (inflated.length >= expected) return inflated
    const padded = new Uint8Array(expected)
    padded.set(inflated)
    return padded
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'Z_BUF_ERROR') throw new ImageFault('undecodable', `broken PNG image data (${String(code)})`)
    const partial = inflateSync(compressed, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
    if (partial.length >= expected) return partial
    throw new ImageFault('truncated', `the image data ends after ${partial.length} of ${expected} bytes`)
  }
}

/** The contents of the IDAT chunks that follow one another; the chunks behind them must be whole, but need not be there. */
function joinImageData(bytes: Uint8Array, dataStart: number): Uint8Array {
  const parts: Uint8Array[] = []
  let inImageData = true
  for (let position = dataStart; ;) {
    const chunk = readChunk(bytes, position)
    if (chunk === undefined || chunk.type === 'IEND') break
    const end = chunk.start + chunk.length
    inImageData &&= chunk.type === 'IDAT'
    if (inImageData) parts.push(bytes.subarray(chunk.start, end))
    else if (end > bytes.length) throw new ImageFault('truncated', `the file ends inside its chunk ${chunk.type}`)
    position = end + 4
  }
  return Buffer.concat(parts)
}
