import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { messageOf } from '../../../shared/errors.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { findResources } from '../../resources.ts'
import { listFiles } from './list-files.ts'
import { readContents, type ContentsOptions } from './read-contents.ts'

const resources = findResources()
/** A folder above that of the images. */
let around: string
let root: string
beforeEach(() => {
  around = temporaryFolder()
  root = path.join(around, 'val')
})
const read = (options: Partial<ContentsOptions> = {}) => readContents(listFiles, { root, resources, ...options })
const write = (files: Record<string, string | Uint8Array>, folder = root) => writeFiles(folder, files)

/** The layout and the labels, or why there are none. */
async function outcome(options: Partial<ContentsOptions> = {}) {
  try {
    const { layout, files } = await read(options)
    return [layout, ...files.map(({ label, fault }) => fault?.reason ?? label)]
  } catch (error) {
    return messageOf(error)
  }
}

const flat = { 'a.JPEG': '', 'b.JPEG': '', 'c.JPEG': '' }
/** With a list beside the images' folder, which labels them. */
async function listed(text: string | Uint8Array, images: Record<string, string> = flat) {
  write(images)
  write({ 'list.txt': text }, around)
  return outcome({ labelsFile: path.join(around, 'list.txt') })
}

describe('class folders', () => {
  it('may have ids in capitals', async () => {
    write({ 'N01440764/a.JPEG': '', 'n01443537/b.JPEG': '', 'N99999999/c.JPEG': '' })
    expect(await outcome()).toEqual(['class-folders', 0, 'unknown-class', 1])
    write({ 'N01484850 shark/a.JPEG': '' }, (root = path.join(around, 'other')))
    expect(await outcome()).toEqual(['folder-ids', 2])
  })

  it('may be called by any name that a class alone has', async () => {
    write({ 'tench/a.JPEG': '', 'Great_White-Shark/b.JPEG': '', 'jack-o-lantern/c.JPEG': '', 'Tinca tinca/d.JPEG': '' })
    expect(await outcome()).toEqual(['folder-names', 2, 0, 607, 0])
    expect((await read()).warnings).toEqual([expect.stringMatching(/"Great_White-Shark" for n01484850\.$/)])
    write({ 'others/e.JPEG': '' })
    expect(await outcome()).toEqual(['folder-names', 2, 0, 607, 'unknown-class', 0])
    for (const folder of ['one', 'two', 'three', 'four']) write({ [`${folder}/a.JPEG`]: '' })
    expect(await outcome()).toMatch(/No folder in .* is named after one of the 1000 classes/)
  })

  it('are refused by a name that several classes have', async () => {
    write({ 'tench/a.JPEG': '', 'crane/b.JPEG': '', 'Maillot/c.JPEG': '' })
    const several = 'Maillot (n03710637 or n03710721), crane (n02012849 or n03126707)'
    expect(await outcome()).toContain(`by one that several have: ${several}. Call each of these by the id`)
  })
})

describe('lists', () => {
  it.each<[string, string | Uint8Array]>([
    ['UTF-16', Buffer.from('\uFEFFa.JPEG 0\nb.JPEG 1\nc.JPEG 2', 'utf16le')],
    ['UTF-16, the other way round', Buffer.from('\uFEFFa.JPEG 0\nb.JPEG 1\nc.JPEG 2', 'utf16le').swap16()],
    ['a byte order mark', '\uFEFFfilename,label\na.JPEG,0\nb.JPEG,1\nc.JPEG,2'],
    ['comments and quotes', '# of mine\n"a.JPEG";"0"\n# more\n"b.JPEG";"1"\n"c.JPEG";"2"'],
    ['names of classes', 'a.JPEG tench\nb.JPEG goldfish\nc.JPEG great white shark'],
    [
      'names of classes in a table',
      'image\tclass\na.JPEG\ttench\nb.JPEG\tCarassius auratus\nc.JPEG\tgreat_white_shark',
    ],
    ['ids in capitals', 'a.JPEG N01440764\nb.JPEG N01443537\nc.JPEG N01484850'],
    ['backslashes, and a drive', 'D:\\in\\val\\a.JPEG 0\nD:\\in\\val\\b.JPEG 1\nD:\\in\\val\\c.JPEG 2'],
    ["MLPerf's, with blanks", 'val/a.JPEG  0\nval/b.JPEG  1\nval/c.JPEG  2'],
  ])('may have %s', async (_, text) => {
    expect(await listed(text)).toEqual(['list', 0, 1, 2])
  })

  it('may write an accent in another way', async () => {
    expect(await listed('h\u00e9.JPEG 7', { 'he\u0301.JPEG': '' })).toEqual(['list', 7])
  })

  it('mean the file with the most folders in common', async () => {
    const files = { 'one/x/a.JPEG': '', 'two/x/a.JPEG': '', 'two/b.JPEG': '' }
    expect(await listed('/data/one/x/a.png 0\n/data/two/x/a 1\nb 2', files)).toEqual(['list', 0, 1, 2])
    write({ 'list.txt': '/data/x/a.JPEG 0\nb 2' }, around)
    const { files: found, warnings } = await read({ labelsFile: path.join(around, 'list.txt') })
    expect(found[0]).toMatchObject({
      path: 'data/x/a.JPEG',
      fault: { detail: /it may be one\/x\/a\.JPEG or two\/x\/a/ },
    })
    expect(warnings).toContain(
      '1 lines of list.txt name no file alone, and are left out: of data/x/a.JPEG, it may be one/x/a.JPEG or two/x/a.JPEG.',
    )
    write({ 'list.txt': 'p/b 5\nq/b 6\nx/two/b 3' }, around)
    expect(await outcome({ labelsFile: path.join(around, 'list.txt') })).toEqual(
      expect.arrayContaining(['list', 3, 'file-missing']),
    )
    write({ 'list.txt': 'p/b 5\nq/b 6' }, around)
    expect(await outcome({ labelsFile: path.join(around, 'list.txt') })).toMatch(
      /two\/b\.JPEG is meant by another line/,
    )
  })

  it('name what is no class, or not one alone: those images are skipped', async () => {
    write({ ...flat, 'val.txt': 'a.JPEG n99999999\nb.JPEG crane\nc.JPEG 2' })
    const { files, warnings } = await read()
    expect(files).toMatchObject(
      [
        { fault: { reason: 'unknown-class', detail: 'its label n99999999 is not one of the 1000 classes' } },
        { fault: { reason: 'unknown-class', detail: 'its label crane may be n02012849 or n03126707' } },
        { label: 2, fault: null },
        { path: 'val.txt' },
      ].slice(0, 3),
    )
    expect(warnings).toEqual([
      '2 labels in val.txt are of no class, or not of one alone, and their images are skipped: n99999999; crane.',
    ])
  })
})

describe('lists in JSON', () => {
  it.each([
    [
      'objects',
      '[{"file_name": "a.JPEG", "label": 0}, {"file_name": "b.JPEG", "label": "n01443537"}, {"file_name": "c.JPEG", "label": "2"}]',
    ],
    [
      'objects, one a line',
      '{"path": "a.JPEG", "wnid": "n01440764"}\n\n{"path": "b.JPEG", "wnid": "goldfish"}\n{"path": "c.JPEG", "wnid": "n01484850"}\n',
    ],
    ['names with labels', '{"a.JPEG": 0, "b.JPEG": "n01443537", "c.JPEG": "great white shark"}'],
    ["FiftyOne's", '{"classes": ["great white shark", "n01443537", "tench"], "labels": {"a": 2, "b": 1, "c": 0}}'],
    ["FiftyOne's without classes", '{"classes": null, "labels": {"a": "tench", "b": "goldfish", "c": 2}}'],
  ])('are %s', async (_, text) => {
    expect(await listed(text)).toEqual(['json', 0, 1, 2])
  })

  it('may be of some images alone', async () => {
    expect(await listed('{"classes": ["tench"], "labels": {"a": 0, "b": 0, "c": null}}')).toEqual([
      'json',
      0,
      0,
      'unlabelled',
    ])
  })

  it.each([
    ['[{"file": "a.JPEG"}]', 'list.txt, entry 1: it has no file, or no label. A list in JSON is'],
    ['[{"file": "a.JPEG", "label": "fish"}]', 'list.txt, entry 1: "fish" is no class'],
    ['[{"file": "a.JPEG", "label": 1}, {"file": "a.JPEG", "label": 2}]', 'entry 2: a.JPEG was labelled before'],
    ['{"file": "a.JPEG", "label": 1}\n{"file": "b.JPEG"', 'list.txt, line 2: as JSON, it is damaged'],
    ['{"a.JPEG": 0, ', 'list.txt, line 1: as JSON, it is damaged'],
    ['{"classes": ["tench"], "labels": {"a": 1}}', 'list.txt, a: its classes have no 1'],
    ['[]', 'list.txt: it labels nothing'],
  ])('are refused in a line: %s', async (text, problem) => {
    expect(await listed(text)).toContain(problem)
  })
})

const annotation = (...names: string[]) =>
  `<annotation>${names.map((name) => `<object><name>${name}</name></object>`).join('')}</annotation>`

describe('annotations', () => {
  const files = {
    'a.xml': annotation('n01440764', 'n01440764'),
    'b.xml': annotation('goldfish'),
    'c.xml': annotation('n01440764', 'n01443537'),
    'd.xml': annotation('n99999999'),
    'e.xml': annotation(),
    'f.xml': '<annotation>',
    'g.xml': '<html/>',
  }
  const images = Object.fromEntries(Array.from('abcdefgh').map((name) => [`${name}.JPEG`, '']))
  const expected = [
    'annotations',
    0,
    1,
    'unlabelled',
    'unknown-class',
    ...Array.from({ length: 4 }, () => 'unlabelled'),
  ]

  it('are labels where they are stated, or nothing else is there', async () => {
    write(images)
    const folder = path.join(around, 'Annotations/CLS-LOC/val')
    write(files, folder)
    expect(await outcome()).toEqual(expected)
    expect(await read()).toMatchObject({
      labelsFile: folder,
      warnings: [
        'The objects of 1 images are of several classes, and the images are skipped: ' +
          'c.JPEG: its objects are of n01440764 and n01443537.',
      ],
    })
    const elsewhere = temporaryFolder()
    write({ 'a.xml': annotation('n01484850') }, elsewhere)
    expect((await outcome({ labelsFile: elsewhere })).slice(0, 3)).toEqual(['annotations', 2, 'unlabelled'])
    write({ 'val.txt': 'a.JPEG 5' })
    expect((await outcome()).slice(0, 2)).toEqual(['list', 5])
  })

  it('that label nothing are refused in a line', async () => {
    write({ 'a.JPEG': '' })
    const elsewhere = temporaryFolder()
    for (const [name, detail] of Object.entries({
      'd.xml': 'n99999999 is not one of',
      'f.xml': 'unclosed',
      'g.xml': '<html>',
    })) {
      write({ 'a.xml': files[name as keyof typeof files] }, elsewhere)
      expect(await outcome({ labelsFile: elsewhere })).toMatch(
        /^No file in .* says the class of an image .* of a\.JPEG, .*/,
      )
      expect(await outcome({ labelsFile: elsewhere })).toContain(detail)
    }
    expect(await outcome({ labelsFile: temporaryFolder() })).toMatch(/holds neither .* nor an XML file of an image/)
  })
})

describe('lists that nobody stated', () => {
  it('are found with the images, beside their folder, or above', async () => {
    root = path.join(around, 'ILSVRC/Data/CLS-LOC/val')
    write(flat)
    write(
      {
        'LOC_val_solution.csv':
          'ImageId,PredictionString\na,n01440764 1 2 3 4\nb,n01443537 1 2 3 4\nc,n01484850 5 6 7 8',
      },
      around,
    )
    expect(await outcome()).toEqual(['list', 0, 1, 2])
    write({ 'val_map.txt': 'a.JPEG 7\nb.JPEG 8\nc.JPEG 9\n' }, path.dirname(root))
    expect(await outcome()).toEqual(['list', 7, 8, 9])
    write({ 'labels.json': '{"a": 3, "b": 4, "c": 5}' })
    expect((await outcome()).slice(0, 4)).toEqual(['json', 3, 4, 5])
    expect((await read()).warnings.slice(-2)).toEqual([
      `${path.dirname(root)}/val_map.txt disagrees with labels.json, which is taken, on 3 images: a.JPEG is 3 by labels.json and 7 by it; ` +
        'b.JPEG is 4 by labels.json and 8 by it; c.JPEG is 5 by labels.json and 9 by it.',
      expect.stringMatching(/LOC_val_solution\.csv disagrees with labels\.json, which is taken, on 3 images/),
    ])
  })

  it('are left out with a word where they are damaged and others are not, and are the error where there are none', async () => {
    write({ ...flat, 'val.txt': 'a.JPEG\n', 'labels.json': '{"a": 3, "b": 4, "c": 5}' })
    expect((await outcome()).slice(0, 4)).toEqual(['json', 3, 4, 5])
    expect((await read()).warnings).toContainEqual(expect.stringMatching(/^val\.txt is left out: .*line 1: "a\.JPEG"/))
    write({ ...flat, 'val.txt': 'a.JPEG\n' }, (root = path.join(around, 'more/val')))
    expect(await outcome()).toMatch(/val\.txt, line 1: "a\.JPEG" is not "name index"/)
    write({ 'a_n01440764.JPEG': '', 'val.txt': '?' }, (root = path.join(around, 'most/val')))
    expect(await outcome()).toEqual(['file-ids', 0])
  })

  it('of other images are not taken, and val is named first where train is beside it', async () => {
    write({
      'train/n01440764/t.JPEG': '',
      'train/n01440764/u.JPEG': '',
      'val/a.JPEG': '',
      'LOC_val_solution.csv': 'a,n01440764 1 2 3 4',
    })
    expect(await outcome()).toMatch(/Did you mean .*\/val\? Its images lie side by side/)
  })
})

describe('a layout that is asked for', () => {
  it('is taken where others come first', async () => {
    write({ 'n01440764/a_n01443537.JPEG': '', 'n01440764/ILSVRC2012_val_00000002.JPEG': '' })
    expect(await outcome()).toEqual(['class-folders', 0, 0])
    write({ 'val.txt': 'a_n01443537.JPEG 7\nILSVRC2012_val_00000002 8' })
    expect(await outcome({ layout: 'list' })).toEqual(['list', 7, 8])
    expect(await outcome({ layout: 'folder-ids' })).toEqual(['folder-ids', 0, 0])
    write({ 'x_n01443537.JPEG': '' })
    expect(await outcome({ layout: 'file-ids' })).toEqual(['file-ids', 1])
  })

  it('may be one that is never guessed', async () => {
    write({ 'ILSVRC2012_val_00000001.JPEG': '', 'ILSVRC2012_val_00000002.JPEG': '' })
    write({ 'ILSVRC2012_validation_ground_truth.txt': '0\n7\n', 'list.txt': '5\n6' }, around)
    expect(await outcome()).toMatch(/0, the number of image 1, is no ILSVRC2012_ID/)
    expect(await outcome({ layout: 'index-lines' })).toEqual(['index-lines', 0, 7])
    const labelsFile = path.join(around, 'list.txt')
    expect(await outcome({ layout: 'index-lines', labelsFile })).toEqual(['index-lines', 5, 6])
    expect(await outcome({ layout: 'list', labelsFile })).toMatch(
      /is not read as list \(.*\): .*list\.txt is ILSVRC2012's ground truth/,
    )
  })

  it('is refused in a line where it does not fit', async () => {
    write(flat)
    const refusals = [
      ['class-folders', /No folder in .* is named after/],
      [
        'folder-ids',
        /is not read as folder-ids \(folders with an id in their name\): it holds none such of the 1000 classes/,
      ],
      ['folder-names', /is not read as folder-names/],
      ['folder-numbers', /is not read as folder-numbers/],
      ['file-ids', /is not read as file-ids/],
      ['list', /is not read as list .*: there is no such list/],
      ['json', /is not read as json/],
      ['devkit', /is not read as devkit/],
      ['synset-labels', /is not read as synset-labels/],
      ['index-lines', /is not read as index-lines/],
      ['annotations', /is not read as annotations .*: there are none of its images/],
      ['packed', /is not read as packed .*: its images lie without labels/],
    ] as const
    for (const [layout, why] of refusals) {
      expect(await outcome({ layout })).toMatch(why)
      expect(await outcome({ layout })).not.toContain('\n')
    }
  })
})
