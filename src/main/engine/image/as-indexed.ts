import { ImageFault } from '../../../shared/skip.ts'
import { contentHash, endsOf, hashEnds } from './content.ts'
import { NOT_THERE, type StoredImage } from './stored-image.ts'

/** What a file was when it was indexed. */
export interface IndexedFile {
  readonly bytes: number
  /** The time that it had then, or was last found to be the same at; null where its time is not asked for. */
  readonly seenMs: number | null
  /** See {@link contentHash}; null where it was not recorded. */
  readonly content: string | null
}

/** Whether size and time are as they were last found; of an image that is not there, if it was not there then. */
export function isAsSeen(image: StoredImage, { bytes, seenMs }: Pick<IndexedFile, 'bytes' | 'seenMs'>): boolean {
  try {
    const { size, mtimeMs } = image.stat() ?? NOT_THERE
    return size === bytes && mtimeMs === seenMs
  } catch {
    // Whatever is wrong with it, inspecting it anew says so.
    return false
  }
}

/**
 * The time of an image that is as it was indexed, touched since or not; null where it is not: whatever else it is now is
 * found by reading it.
 */
export function timeAsIndexed(image: StoredImage, { bytes, seenMs, content }: IndexedFile): number | null {
  try {
    const found = image.stat()
    if (found?.size !== bytes) return null
    const isSame = found.mtimeMs === seenMs || (content !== null && hashEnds(image) === content)
    return isSame ? found.mtimeMs : null
  } catch {
    // What is wrong with it is said by whoever reads it.
    return null
  }
}

/**
 * @param content of the whole file, as it is now
 * @throws ImageFault `file-changed`
 */
export function checkSame(content: Uint8Array, mtimeMs: number, indexed: IndexedFile): void {
  const { bytes, seenMs } = indexed
  if (content.byteLength !== bytes) throw changed(`${bytes} bytes when indexed, ${content.byteLength} now`)
  if (seenMs === null || mtimeMs === seenMs || contentHash(endsOf(content)) === indexed.content) return
  const times = `as many bytes as when indexed, but written since (${new Date(mtimeMs).toISOString()})`
  throw changed(indexed.content === null ? times : `${times}, with other content`)
}

const changed = (how: string) => new ImageFault('file-changed', `${how}: index the folder again`)
