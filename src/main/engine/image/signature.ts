import { ImageFault } from '../../../shared/skip.ts'
import { beginsWith, foreignFormat } from './foreign-formats.ts'

export type ImageFormat = 'JPEG' | 'PNG'

/** What is looked at to tell what else a file is. */
const LOOKED_AT = 512

/**
 * Tells the format by the file's first bytes, never by its name: ImageNet has a PNG under a .JPEG name.
 *
 * @param head at least the first 512 bytes, or the whole file
 * @throws ImageFault empty-file, unsupported-format, not-an-image
 */
export function identifyFormat(head: Uint8Array): ImageFormat {
  if (head.length === 0) throw new ImageFault('empty-file', 'the file has no bytes')
  if (beginsWith(head, '\xff\xd8\xff')) return 'JPEG'
  if (beginsWith(head, '\x89PNG\r\n\x1a\n')) return 'PNG'
  throw foreignFormat(head.subarray(0, LOOKED_AT))
}
