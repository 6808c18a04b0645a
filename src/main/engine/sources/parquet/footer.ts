import { fstatSync, readSync } from 'node:fs'
import { parquetMetadata, parquetSchema } from 'hyparquet/src/metadata.js'
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js'
import { z } from 'zod'
import { messageOf } from '../../../../shared/errors.ts'
import { endOfStruct } from './check-thrift.ts'
import { Damaged } from './damaged.ts'

type FileMetaData = ReturnType<typeof parquetMetadata>
type Tree = ReturnType<typeof parquetSchema>

/** A leaf of the schema that is read here, as hyparquet knows it. */
export interface Column {
  /** From the root to the leaf. */
  readonly schemaPath: Tree[]
  readonly pathInSchema: string[]
  /** The level at which a value is there: each optional step on the way is one. */
  readonly maxLevel: number
}

/** Where the values of a column lie that a row group has. */
export interface Chunk {
  readonly codec: string
  /** Of its pages, the dictionary's among them, one after another in the file. */
  readonly offset: number
  readonly bytes: number
}

export interface RowGroup {
  readonly firstRow: number
  readonly rows: number
  readonly images: Chunk
  readonly paths: Chunk | null
  readonly labels: Chunk | null
}

/** What of a file its footer says, as far as it is read here. */
export interface Footer {
  readonly images: Column
  readonly paths: Column | null
  readonly labels: Column | null
  readonly groups: readonly RowGroup[]
  readonly rows: number
  /** What the labels' numbers stand for, as Hugging Face's `datasets` writes it; null where nothing does. */
  readonly classNames: readonly string[] | null
}

const MAGIC = 'PAR1'
const ENCRYPTED = 'PARE'
const TAIL = 8
/** Thousands of row groups, and the names of all classes twice. */
const MAX_FOOTER_BYTES = 32 << 20
const MAX_COLUMNS = 1000
/** As many as there may be labels. */
const MAX_ROWS = 4_000_000

const Count = z.bigint().min(0n).max(BigInt(Number.MAX_SAFE_INTEGER)).transform(Number)
const StatedChunk = z.object({
  file_path: z.string().optional(),
  crypto_metadata: z.unknown(),
  meta_data: z.object({
    path_in_schema: z.array(z.string()),
    codec: z.string().optional(),
    num_values: Count,
    total_compressed_size: Count,
    data_page_offset: Count,
    dictionary_page_offset: Count.optional(),
  }),
})
const StatedGroup = z.object({ num_rows: Count, columns: z.array(StatedChunk) })

/**
 * Reads the footer of a Parquet file that holds images, as Hugging Face's `datasets` writes them.
 * @throws Damaged what is wrong with the file, or what of it is not read
 */
export function readFooter(descriptor: number): Footer {
  const { size } = fstatSync(descriptor)
  const metadata = parse(footerBytes(descriptor, size))
  const tree = parquetSchema(metadata)
  const images = imageColumn(tree)
  const paths = siblingOf(images, tree)
  const labels = labelColumn(tree)
  let rows = 0
  const groups = metadata.row_groups.map((stated): RowGroup => {
    const { success, data: group } = StatedGroup.safeParse(stated)
    if (!success) throw new Damaged('its footer is damaged: it does not say where columns lie')
    const chunkOf = (column: Column) => chunkIn(group, column, size)
    const found = {
      firstRow: rows,
      rows: group.num_rows,
      images: chunkOf(images),
      paths: paths && chunkOf(paths),
      labels: labels && chunkOf(labels),
    }
    rows += group.num_rows
    if (rows > MAX_ROWS) throw new Damaged(`it claims more than ${MAX_ROWS} rows`)
    return found
  })
  return { images, paths, labels, groups, rows, classNames: classNamesIn(metadata, labels) }
}

function footerBytes(descriptor: number, size: number): Uint8Array {
  const tail = Buffer.alloc(TAIL)
  if (size < MAGIC.length + TAIL) throw new Damaged('it is too short to be a Parquet file')
  readSync(descriptor, tail, 0, TAIL, size - TAIL)
  const magic = tail.toString('latin1', 4)
  if (magic === ENCRYPTED) throw new Damaged('it is encrypted, which is not read')
  if (magic !== MAGIC) throw new Damaged('it does not end as a Parquet file does: is it what you downloaded, whole?')
  const length = tail.readUInt32LE(0)
  if (length > size - MAGIC.length - TAIL) throw new Damaged(`its footer claims ${length} bytes, more than it has`)
  if (length > MAX_FOOTER_BYTES) throw new Damaged(`its footer has ${length} bytes, more than are read`)
  const footer = Buffer.alloc(length + TAIL)
  readSync(descriptor, footer, 0, footer.length, size - footer.length)
  return footer
}

function parse(footer: Uint8Array): FileMetaData {
  try {
    endOfStruct(footer.subarray(0, -TAIL))
    const metadata = parquetMetadata(footer, { geoparquet: false })
    if (metadata.schema.length > MAX_COLUMNS) throw new Damaged(`it has more than ${MAX_COLUMNS} columns`)
    return metadata
  } catch (error) {
    throw new Damaged(`its footer is damaged: ${messageOf(error)}`)
  }
}

/** `image`, or the one column that has bytes as Hugging Face's images have; bytes alone are taken as well. */
function imageColumn(tree: Tree): Column {
  const withBytes = tree.children.filter((child) => childOf(child, 'bytes') || isBytes(child))
  const structs = withBytes.filter((child) => child.children.length > 0)
  const found =
    withBytes.find(({ element }) => element.name === 'image') ?? (structs.length === 1 ? structs[0] : undefined)
  if (!found) {
    const names = tree.children.slice(0, 8).map(({ element }) => element.name)
    throw new Damaged(`it has no column "image" with bytes, but ${names.join(', ') || 'none'}`)
  }
  const leaf = childOf(found, 'bytes') ?? found
  if (!isBytes(leaf)) throw new Damaged(`its column ${found.element.name} has no bytes of images`)
  return columnAt(tree, leaf)
}

function siblingOf(images: Column, tree: Tree): Column | null {
  const [, parent] = images.schemaPath
  const leaf = parent && childOf(parent, 'path')
  return leaf && isBytes(leaf) ? columnAt(tree, leaf) : null
}

/** The first that there is of `label` and `wnid`, as numbers or words. */
function labelColumn(tree: Tree): Column | null {
  const leaf = childOf(tree, 'label') ?? childOf(tree, 'wnid')
  if (!leaf) return null
  const { type, name } = leaf.element
  if (type !== 'INT64' && type !== 'INT32' && type !== 'BYTE_ARRAY')
    throw new Damaged(`its column ${name} has neither numbers nor words, but ${type ?? 'lists or structs'}`)
  return columnAt(tree, leaf)
}

const isBytes = ({ element }: Tree) => element.type === 'BYTE_ARRAY'
const childOf = (tree: Tree, name: string) => tree.children.find(({ element }) => element.name === name)

function columnAt(tree: Tree, { path }: Tree): Column {
  const schemaPath = getTreePath(tree, path)
  if (getMaxRepetitionLevel(schemaPath) > 0)
    throw new Damaged(`its column ${path.join('.')} is a list, and one value a row is read`)
  return { schemaPath, pathInSchema: path, maxLevel: getMaxDefinitionLevel(schemaPath) }
}

function chunkIn({ columns, num_rows }: z.infer<typeof StatedGroup>, { pathInSchema }: Column, size: number): Chunk {
  const name = pathInSchema.join('.')
  const stated = columns.find(({ meta_data }) => meta_data.path_in_schema.join('.') === name)
  if (!stated) throw new Damaged(`its footer is damaged: a row group has no column ${name}`)
  const { codec, num_values, total_compressed_size: bytes, ...at } = stated.meta_data
  if (stated.crypto_metadata !== undefined) throw new Damaged(`its column ${name} is encrypted, which is not read`)
  if (stated.file_path !== undefined) throw new Damaged(`its column ${name} lies in another file, which is not read`)
  if (num_values !== num_rows)
    throw new Damaged(`its footer is damaged: column ${name} has ${num_values} values in ${num_rows} rows`)
  // Some writers state a dictionary at 0 where there is none.
  const offset = Math.min(at.data_page_offset, at.dictionary_page_offset || at.data_page_offset)
  if (offset + bytes > size)
    throw new Damaged(`it ends before its column ${name} does, at byte ${offset + bytes}: it may have been cut off`)
  return { codec: codec ?? 'an unknown one', offset, bytes }
}

const Features = z.object({
  info: z.object({ features: z.record(z.string(), z.object({ names: z.array(z.string()).optional() }).loose()) }),
})

function classNamesIn(metadata: FileMetaData, labels: Column | null): readonly string[] | null {
  const text = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value
  if (text === undefined || !labels) return null
  try {
    const { data } = Features.safeParse(JSON.parse(text))
    return data?.info.features[labels.pathInSchema.join('.')]?.names ?? null
  } catch {
    return null
  }
}
