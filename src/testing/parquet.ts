import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import type { CompressionCodec, SchemaElement } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer'
import { writePageHeader } from 'hyparquet-writer/src/datapage.js'
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js'
import { writeMetadata } from 'hyparquet-writer/src/metadata.js'
import { snappyCompress } from 'hyparquet-writer/src/snappy.js'

/** A row as Hugging Face's `datasets` has it: `image` with bytes and path, and its label. */
export interface ParquetRow {
  bytes: Uint8Array | null
  path: string | null
  label: number | string | null
}

export interface ParquetOptions {
  codec?: CompressionCodec
  /** Of data pages; pyarrow writes the first, and hyparquet-writer the second. */
  version?: 1 | 2
  /** Whether images lie in a dictionary, as those of a row group do that pyarrow wrote; labels and paths always do. */
  dictionary?: boolean
  /** Rows of a row group, and of a page in it. */
  group?: number
  page?: number
  /** As the file's metadata have them, under `huggingface`. */
  classNames?: readonly string[]
  /** Of the columns, in the place of those of `datasets`. */
  schema?: SchemaElement[]
}

type Value = Uint8Array | bigint | null

const COMPRESS: Partial<Record<CompressionCodec, (bytes: Uint8Array) => Uint8Array>> = {
  SNAPPY: snappyInBlocks,
  GZIP: (bytes) => gzipSync(bytes),
  BROTLI: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  ZSTD: (bytes) => zstdCompressSync(bytes),
}

/** As many bytes as Snappy's own compressors, which pyarrow has, take at a time: hyparquet-writer's takes all. */
const BLOCK = 1 << 16

function snappyInBlocks(bytes: Uint8Array): Uint8Array {
  const writer = new ByteWriter()
  writer.appendVarInt(bytes.length)
  for (let from = 0; from < bytes.length; from += BLOCK) {
    const stored = snappyCompress(bytes.subarray(from, from + BLOCK))
    writer.appendBytes(stored.subarray(stored.findIndex((byte) => byte < 0x80) + 1))
  }
  return writer.getBytes()
}

const text = (value: string | null) => value && new TextEncoder().encode(value)

export const imageSchema = (label: 'INT64' | 'BYTE_ARRAY' = 'INT64'): SchemaElement[] => [
  { name: 'schema', num_children: 2 },
  { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
  { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  { name: 'label', type: label, repetition_type: 'OPTIONAL' },
]

/** A Parquet file as pyarrow lays it out: nothing writes pages of the first version with images in dictionaries but that. */
export function parquetOf(rows: readonly ParquetRow[], options: ParquetOptions = {}): Buffer {
  const { codec = 'SNAPPY', group = 100, classNames } = options
  const isNamed = rows.some(({ label }) => typeof label === 'string')
  const schema = options.schema ?? imageSchema(isNamed ? 'BYTE_ARRAY' : 'INT64')
  const writer = new ByteWriter()
  writer.appendUint32(0x31524150)
  const groups = []
  for (let from = 0; from < rows.length; from += group) {
    const part = rows.slice(from, from + group)
    const columns: { path: string[]; values: Value[]; maxLevel: number; dictionary: boolean }[] = [
      {
        path: ['image', 'bytes'],
        values: part.map(({ bytes }) => bytes),
        maxLevel: 2,
        dictionary: options.dictionary ?? false,
      },
      { path: ['image', 'path'], values: part.map((row) => text(row.path) || null), maxLevel: 2, dictionary: true },
      {
        path: ['label'],
        values: part.map(({ label }) => (typeof label === 'number' ? BigInt(label) : text(label) || null)),
        maxLevel: 1,
        dictionary: true,
      },
    ]
    const chunks = columns.map((column) => {
      const offset = writer.offset
      writeColumn(writer, column, options)
      return {
        file_offset: 0n,
        meta_data: {
          type: column.path[0] === 'label' && !isNamed ? ('INT64' as const) : ('BYTE_ARRAY' as const),
          encodings: ['PLAIN' as const],
          path_in_schema: column.path,
          codec,
          num_values: BigInt(part.length),
          total_uncompressed_size: 0n,
          total_compressed_size: BigInt(writer.offset - offset),
          data_page_offset: BigInt(offset),
        },
      }
    })
    groups.push({ columns: chunks, total_byte_size: 0n, num_rows: BigInt(part.length) })
  }
  const features = { label: { names: classNames, _type: 'ClassLabel' }, image: { _type: 'Image' } }
  writeMetadata(writer, {
    version: 2,
    schema,
    num_rows: BigInt(rows.length),
    row_groups: groups,
    metadata_length: 0,
    ...(classNames && { key_value_metadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }] }),
  })
  writer.appendUint32(0x31524150)
  return Buffer.from(writer.getBytes())
}

/** A dataset of class folders as one file: each image under its name, its label the place of its folder among the names. */
export function rowsOfFolder(folder: string, classNames: readonly string[]): ParquetRow[] {
  return globSync('*/*', { cwd: folder })
    .toSorted()
    .map((file) => ({
      bytes: readFileSync(path.join(folder, file)),
      path: path.basename(file),
      label: classNames.indexOf(path.dirname(file)),
    }))
}

function writeColumn(
  writer: ByteWriter,
  { values, maxLevel, dictionary }: { values: Value[]; maxLevel: number; dictionary: boolean },
  { codec = 'SNAPPY', version = 1, page = 100 }: ParquetOptions,
): void {
  const compress = COMPRESS[codec] ?? ((bytes) => bytes)
  const present = values.filter((value) => value !== null)
  if (dictionary) {
    const content = plain(present)
    const stored = compress(content)
    writePageHeader(writer, {
      type: 'DICTIONARY_PAGE',
      uncompressed_page_size: content.length,
      compressed_page_size: stored.length,
      dictionary_page_header: { num_values: present.length, encoding: 'PLAIN' },
    })
    writer.appendBytes(stored)
  }
  const encoding = dictionary ? 'RLE_DICTIONARY' : 'PLAIN'
  let before = 0
  for (let from = 0; from < values.length; from += page) {
    const part = values.slice(from, from + page)
    const there = part.filter((value) => value !== null)
    const levels = runs(
      part.map((value) => (value === null ? maxLevel - 1 : maxLevel)),
      maxLevel,
    )
    const width = 32 - Math.clz32(present.length)
    const places = there.map((_, i) => before + i)
    const content = dictionary ? Buffer.concat([Buffer.of(width), runs(places, present.length)]) : plain(there)
    before += there.length
    if (version === 1) {
      const head = Buffer.alloc(4)
      head.writeUInt32LE(levels.length)
      const all = Buffer.concat([head, levels, content])
      const stored = compress(all)
      writePageHeader(writer, {
        type: 'DATA_PAGE',
        uncompressed_page_size: all.length,
        compressed_page_size: stored.length,
        data_page_header: {
          num_values: part.length,
          encoding,
          definition_level_encoding: 'RLE',
          repetition_level_encoding: 'RLE',
        },
      })
      writer.appendBytes(stored)
    } else {
      const stored = compress(content)
      writePageHeader(writer, {
        type: 'DATA_PAGE_V2',
        uncompressed_page_size: levels.length + content.length,
        compressed_page_size: levels.length + stored.length,
        data_page_header_v2: {
          num_values: part.length,
          num_nulls: part.length - there.length,
          num_rows: part.length,
          encoding,
          definition_levels_byte_length: levels.length,
          repetition_levels_byte_length: 0,
          is_compressed: true,
        },
      })
      writer.appendBytes(levels)
      writer.appendBytes(stored)
    }
  }
}

function runs(values: number[], most: number): Uint8Array {
  const writer = new ByteWriter()
  writeRleBitPackedHybrid(writer, values, 32 - Math.clz32(most))
  return writer.getBytes()
}

function plain(values: readonly (Uint8Array | bigint)[]): Buffer {
  return Buffer.concat(
    values.flatMap((value) => {
      const head = Buffer.alloc(typeof value === 'bigint' ? 8 : 4)
      if (typeof value === 'bigint') {
        head.writeBigInt64LE(value)
        return [head]
      }
      head.writeUInt32LE(value.length)
      return [head, value]
    }),
  )
}
