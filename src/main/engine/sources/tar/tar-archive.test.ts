import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { paxRecords, tarEnd, tarMember, tarOf, type TarMember } from '../../../../testing/tar.ts'
import { imagesOfTar, readTar } from './index.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'val.tar')
})

/** What is read of an archive: each file's bytes, or what is wrong with it. */
function read(bytes: Uint8Array) {
  writeFileSync(file, bytes)
  const { files, folders, litter, warnings } = readTar(file)
  const imageAt = imagesOfTar(file)
  const contents = [...files].map(([name, stored]) => {
    if (stored instanceof Error) return [name, `${stored.reason}: ${stored.message}`]
    const opened = imageAt(name).open()
    const content = Buffer.alloc(opened.size + 10)
    const length = opened.read(content, 0)
    opened.close()
    return [name, content.toString('utf8', 0, length)]
  })
  return {
    files: Object.fromEntries(contents) as Record<string, string>,
    folders: [...folders],
    litter: [...litter],
    warnings,
  }
}

const member = (...[each]: [TarMember]) => Buffer.concat(tarMember(each))
const long = `${'d'.repeat(80)}/${'n'.repeat(200)}.JPEG`

describe('names', () => {
  it.each<[string, TarMember[], string]>([
    ['as they are', [{ name: 'a.JPEG', content: 'abc' }], 'a.JPEG'],
    ['of V7', [{ name: 'a.JPEG', content: 'abc', magic: '', type: '\0' }], 'a.JPEG'],
    ['behind ./', [{ name: './x/./a.JPEG', content: 'abc' }], 'x/a.JPEG'],
    ['behind a slash, which tar drops', [{ name: '//data//a.JPEG', content: 'abc' }], 'data/a.JPEG'],
    ['in two fields', [{ name: 'a.JPEG', prefix: 'one/two', content: 'abc' }], 'one/two/a.JPEG'],
    ['of 100 characters', [{ name: 'x'.repeat(100), content: 'abc' }], 'x'.repeat(100)],
    [
      'of GNU, long',
      [
        { name: '././@LongLink', type: 'L', content: `${long}\0` },
        { name: 'short', content: 'abc' },
      ],
      long,
    ],
    [
      'of pax',
      [
        { name: 'pax', type: 'x', content: paxRecords({ path: 'ü/ä.JPEG' }) },
        { name: 'u', content: 'abc' },
      ],
      'ü/ä.JPEG',
    ],
  ])('%s', (_, members, name) => expect(read(tarOf(...members)).files).toEqual({ [name]: 'abc' }))

  it('that lead out, or are none, are named and no more', () => {
    const { files, litter } = read(
      tarOf(
        { name: '../../etc/passwd', content: 'x' },
        { name: 'a/../../b', content: 'x' },
        { name: '.DS_Store', content: 'x' },
        { name: 'a/__MACOSX/._b.JPEG', content: 'x' },
        { name: 'pipe', type: '6' },
        { name: 'a.JPEG', content: 'abc' },
      ),
    )
    expect(files).toEqual({ 'a.JPEG': 'abc' })
    expect(litter).toEqual(['../../etc/passwd', 'a/../../b', '.DS_Store', 'a/__MACOSX', 'pipe'])
  })

  it('the last of several counts, and folders are those that files lie in as well', () => {
    const { files, folders } = read(
      tarOf(
        { name: 'a.JPEG', content: 'old' },
        { name: 'empty/', type: '5' },
        { name: 'v7/', type: '\0', magic: '' },
        { name: 'x/y/b.JPEG', content: 'b' },
        { name: 'a.JPEG', content: 'new' },
      ),
    )
    expect(files).toEqual({ 'a.JPEG': 'new', 'x/y/b.JPEG': 'b' })
    expect(folders.toSorted()).toEqual(['empty', 'v7', 'x', 'x/y'])
  })
})

it('the size that pax states is the one that counts, and what GNU writes in base 256 is one', () => {
  const base256 = `\x80${'\0'.repeat(10)}\x03`
  const { files } = read(
    tarOf(
      { name: 'pax', type: 'x', content: paxRecords({ size: '3', mtime: '1.5' }) },
      { name: 'a.JPEG', content: 'abc', size: 0 },
      { name: 'all', type: 'g', content: paxRecords({ path: 'nobody', comment: 'of all' }) },
      { name: 'b.JPEG', content: 'def', size: base256 },
    ),
  )
  expect(files).toEqual({ 'a.JPEG': 'abc', 'b.JPEG': 'def' })
})

it('links to what the archive holds are that, and others are faults', () => {
  const { files, litter, warnings } = read(
    tarOf(
      { name: 'x/a.JPEG', content: 'abc' },
      { name: 'hard.JPEG', type: '1', link: './x/a.JPEG', size: 3 },
      { name: 'x/soft.JPEG', type: '2', link: 'a.JPEG' },
      { name: 'y/chain.JPEG', type: '2', link: '../x/soft.JPEG' },
      { name: 'x/a.JPEG', content: 'new' },
      { name: 'gone.JPEG', type: '2', link: 'nowhere.JPEG' },
      { name: 'none.JPEG', type: '1', link: 'nowhere.JPEG' },
      { name: 'out.JPEG', type: '2', link: '../../etc/passwd' },
      { name: 'absolute.JPEG', type: '2', link: '/etc/passwd' },
      { name: 'round.JPEG', type: '2', link: 'round.JPEG' },
      { name: 'z', type: '2', link: 'x/' },
    ),
  )
  expect(files).toEqual({
    'x/a.JPEG': 'new',
    'hard.JPEG': 'abc',
    'x/soft.JPEG': 'new',
    'y/chain.JPEG': 'new',
    'gone.JPEG': 'file-missing: a link to nowhere.JPEG, which is no file in the archive',
    'none.JPEG': 'file-missing: a link to nowhere.JPEG, which is no file in the archive',
    'out.JPEG': 'link-outside: a link to ../../etc/passwd, out of the archive',
    'absolute.JPEG': 'link-outside: a link to /etc/passwd, out of the archive',
    'round.JPEG': 'file-unreadable: its links go round',
  })
  expect(litter).toEqual(['z'])
  expect(warnings).toEqual([expect.stringMatching(/^The link z leads to a folder in the archive/)])
})

it('sparse files are refused, in either way of writing them, and what follows is read', () => {
  const gnu = member({ name: 'gnu.JPEG', type: 'S', content: 'x'.repeat(600) })
  const { files } = read(
    Buffer.concat([
      gnu,
      extendedSparse(),
      member({
        name: 'pax',
        type: 'x',
        content: paxRecords({ 'GNU.sparse.major': '1', 'GNU.sparse.name': 'pax.JPEG' }),
      }),
      member({ name: 'GNUSparseFile.0/pax.JPEG', content: 'x' }),
      member({ name: 'a.JPEG', content: 'abc' }),
      tarEnd,
    ]),
  )
  const refused = expect.stringMatching(/^file-unreadable: it is stored sparsely/) as string
  expect(files).toEqual({ 'gnu.JPEG': refused, 'more.JPEG': refused, 'pax.JPEG': refused, 'a.JPEG': 'abc' })
})

/** One whose header goes on in two more blocks, before 600 bytes of content. */
function extendedSparse(): Buffer {
  const bytes = member({ name: 'more.JPEG', type: 'S', content: 'x'.repeat(600) })
  const header = Buffer.from(bytes.subarray(0, 512))
  header[482] = 1
  // The sum is one more, in its last octal digit but carried.
  const sum = parseInt(header.toString('latin1', 148, 154), 8) + 1
  header.write(sum.toString(8).padStart(6, '0'), 148, 'latin1')
  const goesOn = Buffer.alloc(512)
  goesOn[504] = 1
  return Buffer.concat([header, goesOn, Buffer.alloc(512), bytes.subarray(512)])
}

const whole = member({ name: 'a.JPEG', content: 'abc' })

it.each<[string, () => Buffer, RegExp, string[]]>([
  [
    'the end mark is missing',
    () => whole,
    /byte 1024: it has no end mark .* cut off at byte 1024\. .* 1 entries/,
    ['a.JPEG'],
  ],
  [
    'it ends in a file',
    () => Buffer.concat([whole, member({ name: 'b.JPEG', content: 'x'.repeat(900) }).subarray(0, 1000)]),
    /past its byte 1024: it ends at byte 2024, in the middle of b\.JPEG\./,
    ['a.JPEG', 'b.JPEG'],
  ],
  [
    'it ends in a header',
    () => Buffer.concat([whole, whole.subarray(0, 100)]),
    /byte 1124, in the middle of a header/,
    ['a.JPEG'],
  ],
  [
    'a header is damaged',
    () => Buffer.concat([whole, Buffer.alloc(512, 'x'), whole, tarEnd]),
    /byte 1024: the header there is damaged/,
    ['a.JPEG'],
  ],
  [
    'a size is no number',
    () => Buffer.concat([whole, member({ name: 'b.JPEG', size: '9z' }), tarEnd]),
    /byte 1024: the header there is damaged/,
    ['a.JPEG'],
  ],
  [
    'a size is beyond any file',
    () => Buffer.concat([whole, member({ name: 'b.JPEG', size: '77777777777' }), tarEnd]),
    /in the middle of b\.JPEG/,
    ['a.JPEG', 'b.JPEG'],
  ],
  [
    'a size in base 256 is negative, or beyond any number',
    () => Buffer.concat([whole, member({ name: 'b.JPEG', size: `\x80${'\xff'.repeat(11)}` }), tarEnd]),
    /the header there is damaged/,
    ['a.JPEG'],
  ],
  [
    'a long name is endless',
    () => Buffer.concat([whole, member({ name: 'L', type: 'L', size: 2 ** 31 }), tarEnd]),
    /byte 1024: the header there goes on without end/,
    ['a.JPEG'],
  ],
  [
    'long names follow each other',
    () =>
      Buffer.concat([
        whole,
        ...Array.from({ length: 20 }, () => member({ name: 'L', type: 'L', content: 'b' })),
        whole,
        tarEnd,
      ]),
    /the header there goes on without end/,
    ['a.JPEG'],
  ],
  [
    'records of pax are damaged',
    () => Buffer.concat([whole, member({ name: 'x', type: 'x', content: '999 path=b\n' }), whole, tarEnd]),
    /the header there is damaged/,
    ['a.JPEG'],
  ],
  [
    'another archive was joined to it',
    () => Buffer.concat([whole, tarEnd, whole, tarEnd]),
    /behind its end mark at byte 1024/,
    ['a.JPEG'],
  ],
])('what is whole is kept where %s, and where that is', (_, bytes, warning, names) => {
  const found = read(bytes())
  expect(found.warnings).toEqual([expect.stringMatching(warning)])
  expect(Object.keys(found.files)).toEqual(names)
  expect(found.files['a.JPEG']).toBe('abc')
  if (names.includes('b.JPEG')) expect(found.files['b.JPEG']).toMatch(/^truncated: the archive ends \d+ bytes before/)
})

it.each<[string, TarMember[], RegExp]>([
  ['endlessly nested', [{ name: 'a/'.repeat(20) + 'b' }], /more than 16 folders deep/],
  ['cut in its first header', [], /no end mark/],
])('refuses one that is %s', (_, members, why) => {
  expect(() => read(members.length === 0 ? Buffer.alloc(0) : tarOf(...members))).toThrow(why)
})

it('reads over what lies between headers: 8 GiB of an archive that has none of them on the disk', () => {
  const descriptor = openSync(file, 'w')
  let at = 0
  for (let i = 0; i < 100; i++) {
    const [header = Buffer.alloc(0)] = tarMember({ name: `${i}.JPEG`, size: 80 << 20 })
    at += writeSync(descriptor, header, 0, header.length, at) + (80 << 20)
  }
  ftruncateSync(descriptor, at + tarEnd.length)
  closeSync(descriptor)
  const { files, warnings } = readTar(file)
  expect([files.size, warnings]).toEqual([100, []])
  expect(files.get('99.JPEG')).toEqual({ offset: 99 * ((80 << 20) + 512) + 512, size: 80 << 20 })
})

const version = spawnSync('tar', ['--version'], { encoding: 'utf8' })
const hasTar = version.status === 0 && version.stdout.includes('GNU tar')

describe.runIf(hasTar)('of the system', () => {
  it.each(['v7', 'ustar', 'gnu', 'oldgnu', 'posix'])('reads what tar --format=%s writes', (format) => {
    const root = path.join(folder, 'val')
    mkdirSync(root)
    const name = format === 'v7' ? 'n01440764/a.JPEG' : `n01440764/${'long'.repeat(20)}/${'a'.repeat(90)}.JPEG`
    writeFiles(root, { [name]: 'abc', 'n01443537/b.JPEG': 'def' })
    execFileSync('tar', [`--format=${format}`, '-cf', file, '-C', root, '.'])
    const { files, folders, warnings } = readTar(file)
    expect([...files.keys()].toSorted()).toEqual([name, 'n01443537/b.JPEG'].toSorted())
    expect([folders.has('n01443537'), warnings]).toEqual([true, []])
    const opened = imagesOfTar(file)(name).open()
    const bytes = Buffer.alloc(3)
    expect([opened.size, opened.read(bytes, 0), bytes.toString()]).toEqual([3, 3, 'abc'])
    opened.close()
  })
})
