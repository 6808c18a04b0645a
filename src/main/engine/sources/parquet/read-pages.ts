import { readSync } from 'node:fs'
import { parquetHeader } from 'hyparquet/src/column.js'
import { z } from 'zod'
import { endOfStruct } from './check-thrift.ts'
import { Damaged } from './damaged.ts'
import type { Chunk } from './footer.ts'
import { contentOf } from './content.ts'
import type { Content } from './stored.ts'

/** A page of a column, its header read and its content not. */
export interface Page {
  readonly isDictionary: boolean
  /** Nulls among them. */
  readonly values: number
  readonly encoding: string
  /**
   * Of the second version, which has its levels apart from its content, before it and never compressed: where those of
   * definition lie, and behind how many of repetition. Null where levels are the content's beginning.
   */
  readonly levels: { readonly offset: number; readonly bytes: number } | null
  readonly content: Content
}

/** Longer than any header: statistics in it are of at most some kilobytes. */
const MAX_HEADER_BYTES = 64 << 10

const Size = z.int().min(0)
const Values = { num_values: Size, encoding: z.string() }
const Header = z.object({
  type: z.string(),
  compressed_page_size: Size,
  uncompressed_page_size: Size,
  dictionary_page_header: z.object(Values).optional(),
  data_page_header: z.object(Values).optional(),
  data_page_header_v2: z
    .object({
      ...Values,
      definition_levels_byte_length: Size,
      repetition_levels_byte_length: Size,
      is_compressed: z.boolean(),
    })
    .optional(),
})

/**
 * Reads the headers of a column's pages, and passes over what lies between.
 * @param rows as many values as its data pages have together, which none may exceed
 * @throws Damaged
 */
export function readPages(descriptor: number, { codec, offset, bytes }: Chunk, rows: number): Page[] {
  const pages: Page[] = []
  const end = offset + bytes
  let left = rows
  for (let at = offset; left > 0;) {
    const head = Buffer.alloc(Math.max(0, Math.min(MAX_HEADER_BYTES, end - at)))
    const view = head.subarray(0, readSync(descriptor, head, 0, head.length, at))
    const { header, length } = headerIn(view, at)
    const from = at + length
    at = from + header.compressed_page_size
    if (at > end) throw new Damaged(`its page at byte ${from} claims more than its column has`)
    const stated = header.dictionary_page_header ?? header.data_page_header_v2 ?? header.data_page_header
    if (header.type === 'INDEX_PAGE') continue
    if (!stated) throw new Damaged(`its page at byte ${from} has no header of its kind`)
    const v2 = header.data_page_header_v2
    const before = v2 ? v2.definition_levels_byte_length + v2.repetition_levels_byte_length : 0
    const size = header.uncompressed_page_size - before
    if (before > header.compressed_page_size || size < 0)
      throw new Damaged(`its page at byte ${from} claims more levels than it has`)
    const isDictionary = header.type === 'DICTIONARY_PAGE'
    if (stated.num_values > (isDictionary ? rows : left))
      throw new Damaged(`its page at byte ${from} claims ${stated.num_values} values of ${left}`)
    if (!isDictionary) left -= stated.num_values
    pages.push({
      isDictionary,
      values: stated.num_values,
      encoding: stated.encoding,
      levels: v2 ? { offset: from + v2.repetition_levels_byte_length, bytes: v2.definition_levels_byte_length } : null,
      content: contentOf(v2?.is_compressed === false || size === 0 ? 'UNCOMPRESSED' : codec, {
        offset: from + before,
        stored: header.compressed_page_size - before,
        size,
      }),
    })
  }
  return pages
}

function headerIn(view: Buffer, at: number): { header: z.infer<typeof Header>; length: number } {
  try {
    const length = endOfStruct(view)
    const reader = { view: new DataView(view.buffer, view.byteOffset, view.byteLength), offset: 0 }
    return { header: Header.parse(parquetHeader(reader)), length }
  } catch {
    throw new Damaged(`the header of its page at byte ${at} is damaged`)
  }
}
