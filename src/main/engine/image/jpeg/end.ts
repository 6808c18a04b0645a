import { Buffer } from 'node:buffer'
import { nextMarker } from './header.ts'
import { isRestart, segmentEnd } from './scans.ts'

const EOI = 0xd9

/**
 * Whether a marker stops the entropy-coded data of the first scan before the file ends. libjpeg's bit reader never
 * goes past it: what is missing in front of it becomes zeros and a warning, not a call for more bytes.
 *
 * @param restarts whether restart markers belong to the data
 */
export function firstScanIsBounded(bytes: Uint8Array, scanStart: number, restarts: boolean): boolean {
  for (let position = segmentEnd(bytes, scanStart); ; position += 2) {
    position = nextMarker(bytes, position)
    const marker = bytes[position + 1]
    if (marker === undefined) return false
    // Resynchronising at a restart, libjpeg steps over restart markers and invalid ones (jpeg_resync_to_restart).
    const isSteppedOver = restarts && (marker < 0xc0 || isRestart(marker))
    if (!isSteppedOver) return true
  }
}

/**
 * Whether the end marker is what stops the entropy-coded data of the first scan, and nothing else lies in front of it.
 *
 * @param restarts whether restart markers belong to the data
 */
export function endsWithFirstScan(bytes: Uint8Array, scanStart: number, restarts: boolean): boolean {
  // Every 250th byte or so is searched for: a Buffer does that in less than half the time.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let position = segmentEnd(bytes, scanStart); ; position += 2) {
    position = nextMarker(buffer, position)
    const marker = bytes[position + 1]
    if (marker === EOI) return true
    if (marker === undefined || !restarts || !isRestart(marker)) return false
  }
}
