import { constants, inflateSync } from 'node:zlib'
import { ImageFault } from '../../../../shared/skip.ts'
import { freeMemory } from '../free-memory.ts'
import { readChunk } from './header.ts'

/** Some encoders write a little more than the image needs; far more is an attempt to fill the memory. */
const MAX_EXCESS_BYTES = 1 << 20

/**
 * Inflates the image data of a PNG: at least the `expected` bytes of filtered rows with their filter types. Excess
 * data and a stream that lacks nothing but its end are no fault, as in Pillow (libImaging/ZipDecode.c).
 *
 * @param dataStart offset of the first IDAT chunk
 * @throws ImageFault truncated, undecodable
 */
export function inflateImageData(bytes: Uint8Array, dataStart: number, expected: number): Uint8Array {
  const compressed = joinImageData(bytes, dataStart)
  const inflated = inflate(compressed, expected)
  freeMemory(compressed)
  if (inflated.length < expected) {
    throw new ImageFault('truncated', `the image data ends after ${inflated.length} of ${expected} bytes`)
  }
  return inflated
}

function inflate(compressed: Uint8Array, expected: number): Uint8Array {
  // All in one piece: of several, zlib would make a copy.
  const chunkSize = expected + Math.min(MAX_EXCESS_BYTES, 1024 + (expected >>> 4)) + 1
  try {
    // Z_SYNC_FLUSH gives what there is of a stream that was cut off.
    const maxOutputLength = expected + MAX_EXCESS_BYTES
    return inflateSync(compressed, { chunkSize, maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new ImageFault('undecodable', 'far more image data than pixels')
    throw new ImageFault('undecodable', `broken PNG image data (${String(code)})`)
  }
}

/**
 * The contents of the IDAT chunks that follow one another, in memory of their own; the chunks behind them must be whole,
 * but need not be there. There may be millions of chunks: nothing is kept of each.
 */
function joinImageData(bytes: Uint8Array, dataStart: number): Uint8Array {
  const joined = new Uint8Array(bytes.length - dataStart)
  let length = 0
  let inImageData = true
  for (let position = dataStart; ;) {
    const chunk = readChunk(bytes, position)
    if (chunk === undefined || chunk.type === 'IEND') break
    const end = chunk.start + chunk.length
    inImageData &&= chunk.type === 'IDAT'
    if (inImageData) {
      const contents = bytes.subarray(chunk.start, end)
      joined.set(contents, length)
      length += contents.length
    } else if (end > bytes.length) throw new ImageFault('truncated', `the file ends inside its chunk ${chunk.type}`)
    position = end + 4
  }
  return joined.subarray(0, length)
}
