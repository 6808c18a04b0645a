import { crc32, deflateSync } from 'node:zlib'

/** Images for tests: a few pixels each, and the RGB bytes that Pillow 9.4's `convert('RGB')` makes of them. */
export interface TinyImage {
  readonly file: Uint8Array
  readonly width: number
  readonly height: number
  readonly rgb: string
}

/**
 * 5 × 3 pixels of red = 40y + 30x, green = 200 - 40y + 5x, blue = 90 - 15x, saved by Pillow with
 * `save(file, 'JPEG', quality=40, optimize=True)` after `convert('CMYK' | 'L')` or with `progressive=True`; the
 * arithmetic-coded one by libjpeg-turbo's `cjpeg -arithmetic -quality 40`.
 */
export const tinyJpegs = {
  baseline: tiny(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAADAAUDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAYEAEBAAMAAAAAAAAAAAAAAAAAAgQSMf/EABUBAQEAAAAAAAAAAAAAAAAAAAQF/8QAGhEAAgIDAAAAAAAAAAAAAAAAAAECAxIhIv/aAAwDAQACEQMRAD8Apj3WnQEmxdsTXCOC0f/Z',
    '41a95a4eae5569b44f84bb449dbf35409e524da24d67a94783af3c9cb32d428d485093446b9a3e859f329ea325',
  ),
  progressive: tiny(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wgARCAADAAUDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAVAQEBAAAAAAAAAAAAAAAAAAADBP/aAAwDAQACEAMQAAABoSJ//8QAFRABAQAAAAAAAAAAAAAAAAAAAAL/2gAIAQEAAQUCl//EABcRAQADAAAAAAAAAAAAAAAAAAEAAhH/2gAIAQMBAT8BqGT/xAAWEQADAAAAAAAAAAAAAAAAAAAAAjH/2gAIAQIBAT8Ban//xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAY/An//xAAWEAEBAQAAAAAAAAAAAAAAAAABABH/2gAIAQEAAT8hTl//2gAMAwEAAgADAAAAEAf/xAAWEQADAAAAAAAAAAAAAAAAAAAAESH/2gAIAQMBAT8QSw//xAAWEQADAAAAAAAAAAAAAAAAAAAAASH/2gAIAQIBAT8QSz//xAAVEAEBAAAAAAAAAAAAAAAAAAAAQf/aAAgBAQABPxCq/9k=',
    '41a95a4eae5569b44f84bb449dbf35409e524da24d67a94783af3c9cb32d428d485093446b9a3e859f329ea325',
  ),
  arithmetic: tiny(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/yQARCAADAAUDASIAAhEBAxEB/8wACgAQEAUBEBEF/9oADAMBAAIRAxEAPwDLwLROHe2E1pbr+NL2rsJqoP/Z',
    '41a95a4eae5569b44f84bb449dbf35409e524da24d67a94783af3c9cb32d428d485093446b9a3e859f329ea325',
  ),
  grayscale: tiny(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/wAALCAADAAUBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABgQAAIDAAAAAAAAAAAAAAAAAAACBBIx/9oACAEBAAA/AEju1NP/2Q==',
    '8181818787879292929d9d9da5a5a57979797f7f7f8a8a8a9595959d9d9d6f6f6f7676768181818b8b8b939393',
  ),
  cmyk: tiny(
    '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAUDg8SDw0UEhASFxUUGB4yIR4cHB49LC4kMklATEtHQEZFUFpzYlBVbVZFRmSIZW13e4GCgU5gjZeMfZZzfoF8/8AAFAgAAwAFBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAQG/8QAGxAAAQQDAAAAAAAAAAAAAAAAAAIDBDMFEhT/2gAOBEMATQBZAEsAAD8ARiIjHLUkQ3Lf1tUT8y0sz//Z',
    '03ca5818ce4d39d43c5ada2b70de202f9e5844a24d65a83c86ae2b9cb2205578586a7c4d8b833cac892bc28d20',
  ),
}

function tiny(base64: string, rgb: string): TinyImage {
  return { file: Buffer.from(base64, 'base64'), width: 5, height: 3, rgb }
}

/** The header fields of a PNG, and its rows as they are before compression: filter type and samples. */
export interface PngParts {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colorType: number
  readonly interlaced?: boolean
  readonly rows: readonly number[]
  /** Chunks between IHDR and IDAT. */
  readonly chunks?: readonly Uint8Array[]
}

export function buildPng({ width, height, depth, colorType, interlaced = false, rows, chunks = [] }: PngParts): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colorType, 0, 0, interlaced ? 1 : 0], 8)
  const data = deflateSync(Uint8Array.from(rows))
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([signature, pngChunk('IHDR', header), ...chunks, pngChunk('IDAT', data), pngChunk('IEND', [])])
}

export function pngChunk(type: string, contents: Uint8Array | readonly number[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Uint8Array.from(contents)])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(contents.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

/** Pixels without any regularity: byte i is i * i * 7 + i * 13 modulo 256. */
export function patternImage(width: number, height: number): { width: number; height: number; data: Uint8Array } {
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, (_, i) => i * i * 7 + i * 13) }
}
