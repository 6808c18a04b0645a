import { messageOf } from '../../../shared/errors.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { MAX_BOX_FILE_BYTES, parseBoxes } from '../dataset/index.ts'
import type { BoxFile } from '../db/index.ts'
import { asImageFault, type StoredImage } from '../image/index.ts'

type Found = Omit<BoxFile, 'file'>

/**
 * Reads the boxes of an image. Never throws for their file's sake.
 * @param image its width and height in pixels
 * @param known of the file, when its boxes were read before for the same image
 * @returns null where the file is gone
 * @throws AcuityError `file-unreadable` where the machine can open no more files or is out of memory
 */
export function inspectBoxes(
  stored: StoredImage,
  image: { width: number; height: number },
  known: Pick<BoxFile, 'bytes' | 'mtimeMs'> | null,
): Found | 'unchanged' | null {
  try {
    const { size: bytes, mtimeMs } = stored.stat() ?? { size: -1, mtimeMs: 0 }
    if (bytes < 0) return null
    if (bytes === known?.bytes && mtimeMs === known.mtimeMs) return 'unchanged'
    return { bytes, mtimeMs, ...boxesIn(stored, image) }
  } catch (error) {
    const { reason, message } = asImageFault(error, stored.name, 'index the folder again')
    return reason === 'file-missing' ? null : { bytes: 0, mtimeMs: 0, fault: message, boxes: [] }
  }
}

function boxesIn(stored: StoredImage, image: { width: number; height: number }): Pick<Found, 'fault' | 'boxes'> {
  const text = readAll(stored)
  try {
    return { fault: null, boxes: parseBoxes(text, image) }
  } catch (error) {
    return { fault: messageOf(error), boxes: [] }
  }
}

function readAll(stored: StoredImage): string {
  const opened = stored.open()
  try {
    const { size } = opened
    if (size > MAX_BOX_FILE_BYTES)
      throw new ImageFault('too-large', `its ${size} bytes are more than such a file can have`)
    const bytes = Buffer.alloc(size)
    return bytes.toString('utf8', 0, opened.read(bytes, 0)).replace(/^\uFEFF/, '')
  } finally {
    opened.close()
  }
}
