import { nextMarker } from './jpeg-header.ts'

export interface JpegScans {
  /** Whether an end-of-image marker follows the scans. */
  readonly ended: boolean
  /** Number of scans up to the end marker, or to the end of the file. */
  readonly count: number
}

/**
 * Walks the scans from the first SOS marker to EOI by structure alone: entropy-coded data up to its next marker,
 * segments by their length (libjpeg's read_markers in jdmarker.c; restart markers stand alone).
 */
export function walkJpegScans(bytes: Uint8Array, scanStart: number): JpegScans {
  let count = 0
  for (let position = scanStart; ;) {
    position = nextMarker(bytes, position)
    const marker = bytes[position + 1]
    if (marker === undefined) return { ended: false, count }
    if (marker === 0xd9) return { ended: true, count }
    if (marker === 0xda) count++
    const standsAlone = marker >= 0xd0 && marker <= 0xd7
    const length = ((bytes[position + 2] ?? 0) << 8) | (bytes[position + 3] ?? 0)
    position += standsAlone ? 2 : 2 + Math.max(2, length)
  }
}
