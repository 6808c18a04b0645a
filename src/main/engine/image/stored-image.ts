import { checkFileSize } from './limits.ts'

/** An image where it lies: a file, or a part of one. Nothing is asked of the disk before a method is called. */
export interface StoredImage {
  /** What messages call it. */
  readonly name: string
  /** The file that it is or lies in, absolute, as it is shown to people. */
  readonly file: string

  /**
   * Size and time, without opening it; null where it is not there.
   * @throws Error of the operating system
   */
  stat(): ImageStat | null

  /**
   * Opens it; the caller closes what is answered.
   * @throws ImageFault file-unreadable where it can be no image: a folder, pipe or device
   * @throws Error of the operating system, for `asImageFault`
   */
  open(): OpenImage

  /** Of what holds it and many others, as in "The folder /a/b", where that is gone; null where it is there. */
  lost(): string | null
}

export interface ImageStat {
  /** In bytes. */
  readonly size: number
  readonly mtimeMs: number
}

/** What is recorded of an image that is not there. */
export const NOT_THERE: ImageStat = { size: 0, mtimeMs: 0 }

/** An opened image: its size, and the time that it had when it was opened. */
export interface OpenImage extends ImageStat {
  /**
   * Fills `target` from a position in the image on.
   * @returns bytes read, fewer than asked for only where the image ends
   */
  read(target: Uint8Array, position: number): number
  /** The time that it has now: who writes to it meanwhile changes it. */
  currentMtimeMs(): number
  close(): void
}

/**
 * Opens an image that is not too large to be one.
 * @throws ImageFault too-large, and all that `open` throws
 */
export function openImage(image: StoredImage): OpenImage {
  const opened = image.open()
  try {
    checkFileSize(opened.size)
    return opened
  } catch (error) {
    opened.close()
    throw error
  }
}

/** @returns the bytes from a position on, fewer than asked for only where the image ends */
export function readAt(opened: OpenImage, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  return buffer.subarray(0, opened.read(buffer, position))
}
