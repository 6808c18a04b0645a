import { nextMarker, type JpegHeader } from './header.ts'

export interface JpegScans {
  /** Whether an end-of-image marker follows the scans. */
  readonly ended: boolean
  /** Number of scans up to the end marker, or to the end of the file. */
  readonly count: number
  /** How many blocks these scans go through together: what decoding them takes, however few bytes they have. */
  readonly blockVisits: number
}

/** What a frame header says of sizes. */
type Frame = Pick<JpegHeader, 'width' | 'height' | 'sampling' | 'componentIds'>

const EOI = 0xd9
const SOS = 0xda
/** In one scan: more, libjpeg refuses. */
const MAX_COMPONENTS = 4
/** Rows and columns of a block's samples. */
const BLOCK = 8

/**
 * Walks the scans from the first SOS marker to EOI by structure alone, as libjpeg's read_markers (jdmarker.c) does:
 * entropy-coded data up to the next marker, segments by their length.
 */
export function walkJpegScans(bytes: Uint8Array, header: Frame & Pick<JpegHeader, 'scanStart'>): JpegScans {
  let count = 0
  let blockVisits = 0
  for (let position = header.scanStart; ;) {
    position = nextMarker(bytes, position)
    const marker = bytes[position + 1]
    if (marker === undefined) return { ended: false, count, blockVisits }
    if (marker === EOI) return { ended: true, count, blockVisits }
    if (marker === SOS) {
      count++
      blockVisits += blocksInScan(header, componentsOfScan(bytes, position, header.componentIds))
    }
    position = marker < 0xc0 || isRestart(marker) ? position + 2 : segmentEnd(bytes, position)
  }
}

/** Blocks of one scan over all components. */
export function blocksInImage(frame: Frame): number {
  return frame.sampling.map((_, i) => blocksInScan(frame, [i])).reduce((sum, blocks) => sum + blocks, 0)
}

export function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7
}

/** Offset of what follows the segment whose marker is at `position`. */
export function segmentEnd(bytes: Uint8Array, position: number): number {
  const length = ((bytes[position + 2] ?? 0) << 8) | (bytes[position + 3] ?? 0)
  return position + 2 + Math.max(2, length)
}

/** The components that the scan whose SOS marker is at `position` names: of those with one id the first not yet named. */
function componentsOfScan(bytes: Uint8Array, position: number, ids: readonly number[]): number[] {
  const components: number[] = []
  for (let named = 0; named < Math.min(MAX_COMPONENTS, bytes[position + 4] ?? 0); named++) {
    const id = bytes[position + 5 + 2 * named]
    components.push(ids.findIndex((known, i) => known === id && !components.includes(i)))
  }
  return components
}

/**
 * Blocks that a scan of some components goes through: those of a component alone as far as the image reaches, those of
 * several in whole groups (ITU T.81, A.2.2 and A.2.3).
 */
function blocksInScan({ width, height, sampling }: Frame, components: readonly number[]): number {
  const factors = sampling.map((factor) => ({ across: factor >> 4, down: factor & 15 }))
  const most = {
    across: Math.max(1, ...factors.map(({ across }) => across)),
    down: Math.max(1, ...factors.map(({ down }) => down)),
  }
  const chosen = components.map((component) => factors[component] ?? { across: 0, down: 0 })
  const [alone] = chosen
  if (alone && chosen.length === 1) {
    const blocks = (side: number, factor: number, max: number) => Math.ceil(Math.ceil((side * factor) / max) / BLOCK)
    return blocks(width, alone.across, most.across) * blocks(height, alone.down, most.down)
  }
  const groups = Math.ceil(width / (BLOCK * most.across)) * Math.ceil(height / (BLOCK * most.down))
  return groups * chosen.reduce((sum, { across, down }) => sum + across * down, 0)
}
