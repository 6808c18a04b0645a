import { HEAD_BYTES } from './content.ts'
import { headerCutOff, isUnfinished, type NeedsMoreBytes } from './header.ts'
import { readJpegHeader, type JpegHeader } from './jpeg/header.ts'
import { jpegMemory, pngMemory } from './memory-needed.ts'
import { readPngHeader, type PngHeader } from './png/header.ts'
import type { ImageFormat } from './signature.ts'
import { readAt, type OpenImage } from './stored-image.ts'

/** What a file's header says, whichever format it is in. */
export type FileHeader = (JpegHeader & { readonly format: 'JPEG' }) | (PngHeader & { readonly format: 'PNG' })

/**
 * Reads on in an open image until its header is whole.
 *
 * @param head what of its beginning was read before
 * @throws ImageFault bad-header, unsupported-format, too-large, truncated
 */
export function readHeader(opened: OpenImage, head: Uint8Array, format: ImageFormat): FileHeader {
  for (;;) {
    const header = parseHeader(head, format)
    if (!isUnfinished(header)) return header
    if (header.needs > opened.size) throw headerCutOff()
    head = readAt(opened, 0, Math.min(opened.size, Math.max(header.needs + HEAD_BYTES, 2 * head.length)))
  }
}

function parseHeader(head: Uint8Array, format: ImageFormat): FileHeader | NeedsMoreBytes {
  if (format === 'JPEG') {
    const header = readJpegHeader(head)
    return isUnfinished(header) ? header : { ...header, format }
  }
  const header = readPngHeader(head)
  return isUnfinished(header) ? header : { ...header, format }
}

/** Bytes that decoding a file takes at its worst moment. */
export function memoryNeeded(header: FileHeader, fileBytes: number): number {
  return header.format === 'JPEG' ? jpegMemory(header, fileBytes, false) : pngMemory(header, fileBytes)
}
