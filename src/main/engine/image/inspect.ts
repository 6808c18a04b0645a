import { closeSync, statSync } from 'node:fs'
import type { SkipReason } from '../../../shared/skip.ts'
import { contentHash, HEAD_BYTES, readAt, readEnds } from './content.ts'
import { createDecoder, type Decoder } from './decoder.ts'
import { isUnfinished, headerCutOff, type ColorModel, type NeedsMoreBytes } from './header.ts'
import { readJpegHeader } from './jpeg-header.ts'
import { asImageFault, openImageFile } from './open-file.ts'
import { readPngHeader } from './png-header.ts'
import { identifyFormat, type ImageFormat } from './signature.ts'

interface Header {
  readonly width: number
  readonly height: number
  readonly format: ImageFormat
  readonly colorModel: ColorModel
}

interface FileFacts {
  /** Size of the file; 0 where it is not there. */
  readonly bytes: number
  readonly mtimeMs: number
  /** See {@link contentHash}; null where the file could not be read. */
  readonly content: string | null
}

/** What a look at a file tells: its header, or why it will be skipped with as much of the header as was found. */
export type ImageInspection =
  | (FileFacts & Header & { readonly ok: true })
  | (FileFacts & Partial<Header> & { readonly ok: false; readonly reason: SkipReason; readonly detail: string })

/** Decodes the rare file whose end is in doubt: started when the first one comes. */
let tailDecoder: Decoder | undefined

/**
 * Looks at a file's header and end without reading what lies between: one open, two short reads. Only a file that
 * does not end as it should is read whole and decoded, so whatever is flagged here does not decode either.
 * Never throws for the file's sake.
 *
 * @throws AcuityError `file-unreadable` where the machine can open no more files or is out of memory
 */
export function inspectImageFile(file: string): ImageInspection {
  let facts: FileFacts = { bytes: 0, mtimeMs: 0, content: null }
  let found: Partial<Header> = {}
  let descriptor: number | undefined
  try {
    const opened = openImageFile(file)
    descriptor = opened.descriptor
    const { size: bytes, mtimeMs } = opened.stat
    facts = { bytes, mtimeMs, content: null }
    const { head, tail } = readEnds(descriptor, bytes)
    facts = { bytes, mtimeMs, content: contentHash({ head, tail }) }
    const format = identifyFormat(head)
    found = { format }
    const header = { format, ...readHeader(descriptor, bytes, head, format) }
    found = header
    if (!hasEnd(tail, bytes, header)) {
      tailDecoder ??= createDecoder()
      tailDecoder.decode(readAt(descriptor, 0, bytes))
    }
    const { width, height, colorModel } = header
    return { ok: true, ...facts, width, height, format, colorModel }
  } catch (error) {
    const { reason, message: detail } = asImageFault(error, file, 'index the folder again')
    return { ok: false, ...(descriptor === undefined ? factsUnopened(file) : facts), ...found, reason, detail }
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** Size and time of a file that may be there but not be opened, so that it is recognised the next time. */
function factsUnopened(file: string): FileFacts {
  try {
    const { size, mtimeMs } = statSync(file)
    return { bytes: size, mtimeMs, content: null }
  } catch {
    return { bytes: 0, mtimeMs: 0, content: null }
  }
}

type ParsedHeader = Omit<Header, 'format'> & { readonly dataStart: number }

function readHeader(descriptor: number, size: number, head: Uint8Array, format: ImageFormat): ParsedHeader {
  for (;;) {
    const header = parseHeader(head, format)
    if (!isUnfinished(header)) return header
    if (header.needs > size) throw headerCutOff()
    head = readAt(descriptor, 0, Math.min(size, Math.max(header.needs + HEAD_BYTES, 2 * head.length)))
  }
}

function parseHeader(head: Uint8Array, format: ImageFormat): ParsedHeader | NeedsMoreBytes {
  const header = format === 'JPEG' ? readJpegHeader(head) : readPngHeader(head)
  if (isUnfinished(header)) return header
  const { width, height, colorModel } = header
  return { width, height, colorModel, dataStart: 'scanStart' in header ? header.scanStart : header.dataStart }
}

/** Whether an end marker lies in the file's last bytes: EOI, or the type of the chunk IEND. */
function hasEnd(
  tail: Buffer,
  size: number,
  { format, dataStart }: { format: ImageFormat; dataStart: number },
): boolean {
  const from = Math.max(0, dataStart - (size - tail.length))
  return tail.includes(format === 'JPEG' ? '\xff\xd9' : 'IEND', from, 'latin1')
}
