import { randomBytes } from 'node:crypto'
import { truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { jpeg } from '../../../../testing/images.ts'
import { imageSchema, parquetOf, type ParquetOptions, type ParquetRow } from '../../../../testing/parquet.ts'
import { findResources } from '../../../resources.ts'
import { openSource, readSource, recogniseSource } from '../index.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'val.parquet')
})

/** Images larger than what Snappy takes at a time, that compress in parts, and tiny ones. */
const rows = (count: number): ParquetRow[] =>
  Array.from({ length: count }, (_, i) => ({
    bytes: i % 3 === 2 ? jpeg(20, 20, i) : Buffer.concat([randomBytes(70_000 + i), Buffer.alloc(i * 900, 'repeated')]),
    path: `${i}.JPEG`,
    label: (i * 7) % 1000,
  }))

const write = (given: readonly ParquetRow[], options?: ParquetOptions) => writeFileSync(file, parquetOf(given, options))
const read = async (root = file) => {
  const contents = await readSource({ kind: 'parquet', root, resources: findResources() })
  const labels = contents.files.map(({ path: image, label, fault }) => [image, label ?? fault?.detail])
  return { ...contents, labels: Object.fromEntries(labels) as Record<string, number | string> }
}
const bytesOf = (image: string, root = file) => {
  const opened = openSource({ kind: 'parquet', root })(image).open()
  const bytes = Buffer.alloc(opened.size)
  try {
    expect(opened.read(bytes, 0)).toBe(bytes.length)
    return bytes
  } finally {
    opened.close()
  }
}

/** Vitest compares byte by byte, which takes long. */
const isSame = (bytes: Buffer, others: Uint8Array | null | undefined) => others != null && bytes.equals(others)

describe.each(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD'] as const)('by %s', (codec) => {
  it.each<[string, ParquetOptions]>([
    ['pages of the first version', { page: 4 }],
    ['a dictionary', { dictionary: true, page: 5 }],
    ['pages of the second version', { version: 2 }],
    ['a dictionary and pages of the second version', { version: 2, dictionary: true }],
  ])('images are read from %s, in any order', async (_, options) => {
    const given = rows(14)
    given[4] = { bytes: null, path: '4.JPEG', label: 3 }
    write(given, { codec, group: 6, ...options })
    const { labels, warnings } = await read()
    expect(warnings).toEqual([])
    expect(labels).toEqual(Object.fromEntries(given.map(({ path: name, label }) => [`val/${name ?? ''}`, label])))
    for (const i of [13, 0, 7, 1, 2, 3, 9, 5]) expect(isSame(bytesOf(`val/${i}.JPEG`), given[i]?.bytes)).toBe(true)
    expect(() => bytesOf('val/4.JPEG')).toThrow('its row holds no bytes of an image')
    expect(() => bytesOf('val/25.JPEG')).toThrow('is not there')
  })
})

it('reads from any byte on, and what another program wrote', () => {
  const images = [randomBytes(200_000), randomBytes(10), randomBytes(100_000)]
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'image', data: images, type: 'BYTE_ARRAY' },
      { name: 'label', data: [1, 2, 3], type: 'INT32' },
    ],
  })
  writeFileSync(file, Buffer.from(buffer))
  const opened = openSource({ kind: 'parquet', root: file })('val/000000').open()
  const part = Buffer.alloc(70_000)
  expect(opened.read(part, 65_530)).toBe(70_000)
  expect(isSame(part, images[0]?.subarray(65_530, 135_530))).toBe(true)
  expect(opened.read(part, 199_990)).toBe(10)
  opened.close()
  expect(isSame(bytesOf('val/000002'), images[2])).toBe(true)
})

it('rows are called by their numbers where images have no names, or the same', async () => {
  const same = rows(3).map((row) => ({ ...row, path: 'image.jpg' }))
  write(same)
  expect(Object.keys((await read()).labels)).toEqual(['val/000000', 'val/000001', 'val/000002'])
  write(same.map((row, i) => ({ ...row, path: i === 1 ? '../a.jpg' : `${i}.jpg` })))
  expect(Object.keys((await read()).labels)).toEqual(['val/000000', 'val/000001', 'val/000002'])
})

describe('labels', () => {
  const labelled = async (labels: ParquetRow['label'][], classNames?: string[]) => {
    write(
      labels.map((label, i) => ({ bytes: jpeg(), path: `${i}.jpg`, label })),
      classNames && { classNames },
    )
    const found = await read()
    return [Object.values(found.labels), found.warnings]
  }
  const taken: unknown = expect.stringContaining('are taken by the names that lie with them')
  const skipped: unknown = expect.stringContaining('1 labels in val.parquet are of no class')

  it('are indices, ids or names', async () => {
    expect(await labelled([3, 999, null, 1001])).toEqual([
      [3, 999, 'label 1001 is outside 0…999', 'no label lies with it'],
      [],
    ])
    expect(await labelled(['n01440764', 'n01443537', 'n9'])).toEqual([
      [0, 1, 'its label n9 is not one of the 1000 classes'],
      [skipped],
    ])
  })

  it('of numbers of their own are taken by the names of classes', async () => {
    expect(await labelled([0, 1, 2], ['n01443537', 'n01440764', 'n0'])).toEqual([
      [1, 0, 'its label n0 is not one of the 1000 classes'],
      [skipped, taken],
    ])
    expect(await labelled([0, 1], ['goldfish', 'Tench, Tinca tinca'])).toEqual([[1, 0], [taken]])
    await expect(labelled([0, 1], ['apple_pie', 'baby_back_ribs'])).rejects.toThrow(/No label .* is one of the 1000/)
  })

  it('of another dataset are those of its class list', async () => {
    writeFiles(folder, { 'classes.txt': 'baby_back_ribs\napple_pie' })
    expect(await labelled([0, 1], ['apple_pie', 'baby_back_ribs'])).toEqual([[1, 0], [taken]])
  })
})

describe('shards', () => {
  const shard = (name: string, count: number, from = 0) =>
    writeFiles(folder, {
      [`${name}.parquet`]: parquetOf(rows(from + count).slice(from)),
    })

  it('are a file, a range, a folder of one split, or a repository', async () => {
    shard('data/validation-00000-of-00002', 2)
    shard('data/validation-00001-of-00002', 1)
    writeFiles(folder, { 'README.md': '', 'data/dataset_info.json': '{}' })
    const names = [
      'validation-00000-of-00002/0.JPEG',
      'validation-00000-of-00002/1.JPEG',
      'validation-00001-of-00002/0.JPEG',
    ]
    const data = path.join(folder, 'data')
    for (const root of [folder, data, path.join(data, 'validation-{00000..00001}-of-00002.parquet')]) {
      expect(await recogniseSource(root)).toEqual({ kind: 'parquet', root })
      expect(Object.keys((await read(root)).labels)).toEqual(names)
      expect(bytesOf(names[2] ?? '', root)).toHaveLength(70_000)
    }
    const one = path.join(data, 'validation-00001-of-00002.parquet')
    expect(Object.keys((await read(one)).labels)).toEqual(names.slice(2))
    const range = path.join(data, 'validation-{00000..00003}-of-00002.parquet')
    await expect(read(range)).rejects.toThrow(/validation-00002-of-00002\.parquet is not there, nor are 1 more/)
  })

  it('that are missing are counted', async () => {
    shard('validation-00001-of-00014', 1)
    expect((await read(folder)).warnings).toEqual(['13 of 14 shards are not in the folder: their images are missing.'])
  })

  it('of several splits are refused, validation named first', async () => {
    for (const name of ['train-00000-of-00002', 'train-00001-of-00002', 'test-0', 'validation-00000-of-00001'])
      shard(name, 1)
    await expect(read(folder)).rejects.toThrow(
      `${folder} holds the splits validation, test, train. Did you mean ` +
        `${path.join(folder, 'validation-00000-of-00001.parquet')}? (There is test-0.parquet, ` +
        'train-{00000..00001}-of-00002.parquet as well.)',
    )
  })

  it('are not what a folder with images is', async () => {
    shard('list', 1)
    writeFiles(folder, { 'a.jpg': jpeg() })
    expect(await recogniseSource(folder)).toEqual({ kind: 'folder', root: folder })
  })
})

describe('refuses, in a line with its name,', () => {
  const list = { name: 'image', num_children: 1, repetition_type: 'REPEATED' as const }
  const bytes = { name: 'bytes', type: 'BYTE_ARRAY' as const, repetition_type: 'OPTIONAL' as const }
  /** A file whose footer is these bytes. */
  const footer = (...content: number[]) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(content.length)
    writeFileSync(file, Buffer.concat([Buffer.from('PAR1'), Buffer.from(content), length, Buffer.from('PAR1')]))
  }
  const edit = (change: (bytes: Buffer) => void) => {
    const content = parquetOf(rows(3))
    change(content)
    writeFileSync(file, content)
  }

  it.each<[string, () => void, RegExp]>([
    ['nothing', () => writeFileSync(file, ''), /too short/],
    ['a page', () => writeFileSync(file, '<html>not found</html>'), /does not end as a Parquet file does/],
    [
      'a file cut off',
      () => {
        write(rows(3))
        truncateSync(file, 90_000)
      },
      /does not end as a Parquet file does/,
    ],
    ['an encrypted one', () => edit((all) => all.write('PARE', all.length - 4)), /it is encrypted/],
    [
      'a footer beyond the file',
      () => edit((all) => all.writeUInt32LE(0x7fffffff, all.length - 8)),
      /its footer claims 2147483647 bytes/,
    ],
    [
      'columns beyond the file',
      () => {
        const content = parquetOf(rows(30))
        writeFileSync(file, Buffer.concat([content.subarray(0, 4), content.subarray(1_000_000)]))
      },
      /ends before its column image\.bytes does/,
    ],
    [
      'a list of 2 billion',
      () => footer(0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0),
      /a list in it claims 2147483647/,
    ],
    [
      'lists that claim much and nest',
      () => footer(0x29, ...Array.from({ length: 5000 }, () => [0xf9, 0xff, 0x10]).flat(), 0),
      /nested too deeply/,
    ],
    ['structs without end', () => footer(...Array.from({ length: 100_000 }, () => 0x1c)), /nested too deeply/],
    ['a number without end', () => footer(0x16, ...Array.from({ length: 1000 }, () => 0xff)), /has no end/],
    ['a text beyond the footer', () => footer(0x18, 0xff, 0xff, 0x7f), /ends too soon/],
    ['an empty footer', () => footer(0), /its footer is damaged/],
    [
      'one without images',
      () => writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'text', data: ['a'] }] }))),
      /it has no column "image" with bytes, but text/,
    ],
    [
      'lists of images',
      () => write(rows(1), { schema: [{ name: 'schema', num_children: 2 }, list, bytes, ...imageSchema().slice(4)] }),
      /column image\.bytes is a list/,
    ],
    ['LZ4', () => write(rows(1), { codec: 'LZ4' }), /compressed by LZ4, and only Snappy, gzip/],
    [
      'a damaged page header',
      () => edit((all) => all.fill(0xff, all.indexOf('0.JPEG') - 20, all.indexOf('0.JPEG') - 4)),
      /header of its page at byte \d+ is damaged|claims|damaged/,
    ],
  ])('%s', async (_, make, why) => {
    make()
    const error: unknown = await read().catch((each: unknown) => each)
    const message = error instanceof Error ? error.message : ''
    expect(message).toMatch(why)
    expect(message).toContain(`${file} cannot be read as Parquet: `)
    expect(message).not.toContain('\n')
  })

  it('what is damaged in a page is of its images alone', async () => {
    const given = rows(4)
    write(given, { group: 2, codec: 'UNCOMPRESSED' })
    const all = parquetOf(given, { group: 2, codec: 'UNCOMPRESSED' })
    // The length before the first image of the second row group.
    all.writeUInt32LE(0xfffffff0, all.indexOf(given[2]?.bytes ?? '') - 4)
    writeFileSync(file, all)
    expect((await read()).files).toHaveLength(4)
    expect(isSame(bytesOf('val/1.JPEG'), given[1]?.bytes)).toBe(true)
    expect(() => bytesOf('val/3.JPEG')).toThrow('claims 4294967280 bytes, more than its page has')
  })
})
