import type { SkipReason } from '../../../shared/skip.ts'
import { contentHash, readEnds } from './content.ts'
import { createDecoder, type Decoder } from './decoder.ts'
import { freeMemory } from './free-memory.ts'
import type { ColorModel } from './header.ts'
import { asImageFault } from './image-fault.ts'
import { ImageMemory, type SharedMemory } from './image-memory.ts'
import { UPRIGHT, type Orientation } from './orientation.ts'
import { memoryNeeded, readHeader, type FileHeader } from './read-header.ts'
import { identifyFormat, type ImageFormat } from './signature.ts'
import { NOT_THERE, openImage, readAt, type OpenImage, type StoredImage } from './stored-image.ts'

interface Header {
  readonly width: number
  readonly height: number
  readonly format: ImageFormat
  readonly colorModel: ColorModel
  /** How it lies by its EXIF data. */
  readonly orientation: Orientation
}

interface FileFacts {
  /** Size of the file; 0 where it is not there. */
  readonly bytes: number
  readonly mtimeMs: number
  /** See {@link contentHash}; null where the file could not be read. */
  readonly content: string | null
}

/** What a look at an image tells: its header, or why it will be skipped with as much of the header as was found. */
export type ImageInspection =
  | (FileFacts & Header & { readonly ok: true })
  | (FileFacts & Partial<Header> & { readonly ok: false; readonly reason: SkipReason; readonly detail: string })

/** What decodes the rare file whose end is in doubt: started when the first one comes. */
let tailDecoder: { decoder: Decoder; memory: ImageMemory } | undefined

/**
 * Looks at an image's header and end without reading what lies between: one open, two short reads. Only a file that
 * does not end as it should is read whole and decoded, so whatever is flagged here does not decode either.
 * Never throws for the file's sake.
 *
 * @param shared what threads that do so at the same time count together
 * @throws AcuityError `file-unreadable` where the machine can open no more files or is out of memory
 */
export function inspectImage(image: StoredImage, shared?: SharedMemory): ImageInspection {
  let facts: FileFacts = { bytes: 0, mtimeMs: 0, content: null }
  let found: Partial<Header> = {}
  let opened: OpenImage | undefined
  try {
    opened = openImage(image)
    const { size: bytes, mtimeMs } = opened
    facts = { bytes, mtimeMs, content: null }
    const { head, tail } = readEnds(opened)
    facts = { bytes, mtimeMs, content: contentHash({ head, tail }) }
    const format = identifyFormat(head)
    found = { format }
    const header = readHeader(opened, head, format)
    const { width, height, colorModel } = header
    const orientation = header.format === 'JPEG' ? header.orientation : UPRIGHT
    found = { format, width, height, colorModel, orientation }
    if (!hasEnd(tail, bytes, header)) decodeWhole(opened, header, shared)
    return { ok: true, ...facts, width, height, format, colorModel, orientation }
  } catch (error) {
    const { reason, message: detail } = asImageFault(error, image.name, 'index the folder again')
    return { ok: false, ...(opened ? facts : factsUnopened(image)), ...found, reason, detail }
  } finally {
    opened?.close()
  }
}

/** @throws ImageFault where the file does not decode */
function decodeWhole(opened: OpenImage, header: FileHeader, shared: SharedMemory | undefined): void {
  const memory = tailDecoder?.memory ?? new ImageMemory(shared)
  tailDecoder ??= { decoder: createDecoder(undefined, undefined, memory), memory }
  let content: Uint8Array | undefined
  try {
    memory.reserve(memoryNeeded(header, opened.size))
    content = readAt(opened, 0, opened.size)
    tailDecoder.decoder.decode(content)
  } finally {
    if (content) freeMemory(content)
    tailDecoder.decoder.release()
  }
}

/** Size and time of an image that may be there but not be opened, so that it is recognised the next time. */
function factsUnopened(image: StoredImage): FileFacts {
  try {
    const { size, mtimeMs } = image.stat() ?? NOT_THERE
    return { bytes: size, mtimeMs, content: null }
  } catch {
    return { bytes: 0, mtimeMs: 0, content: null }
  }
}

/** Whether an end marker lies in the file's last bytes: EOI, or the type of the chunk IEND. */
function hasEnd(tail: Buffer, size: number, header: FileHeader): boolean {
  const dataStart = header.format === 'JPEG' ? header.scanStart : header.dataStart
  const from = Math.max(0, dataStart - (size - tail.length))
  return tail.includes(header.format === 'JPEG' ? '\xff\xd9' : 'IEND', from, 'latin1')
}
