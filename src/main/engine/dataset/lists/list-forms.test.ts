import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { flat, ImagesFolder } from '../testing/images-folder.ts'

let folder: ImagesFolder
beforeEach(() => {
  folder = new ImagesFolder()
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
    expect(await folder.listed(text)).toEqual(['list', 0, 1, 2])
  })

  it('may write an accent in another way', async () => {
    expect(await folder.listed('h\u00e9.JPEG 7', { 'he\u0301.JPEG': '' })).toEqual(['list', 7])
  })

  it('mean the file with the most folders in common', async () => {
    const files = { 'one/x/a.JPEG': '', 'two/x/a.JPEG': '', 'two/b.JPEG': '' }
    expect(await folder.listed('/data/one/x/a.png 0\n/data/two/x/a 1\nb 2', files)).toEqual(['list', 0, 1, 2])
    folder.write({ 'list.txt': '/data/x/a.JPEG 0\nb 2' }, folder.around)
    const { files: found, warnings } = await folder.read({ labelsFile: path.join(folder.around, 'list.txt') })
    expect(found[0]).toMatchObject({
      path: 'data/x/a.JPEG',
      fault: { detail: /it may be one\/x\/a\.JPEG or two\/x\/a/ },
    })
    expect(warnings).toContain(
      '1 lines of list.txt name no file alone, and are left out: of data/x/a.JPEG, it may be one/x/a.JPEG or two/x/a.JPEG.',
    )
    folder.write({ 'list.txt': 'p/b 5\nq/b 6\nx/two/b 3' }, folder.around)
    expect(await folder.outcome({ labelsFile: path.join(folder.around, 'list.txt') })).toEqual(
      expect.arrayContaining(['list', 3, 'file-missing']),
    )
    folder.write({ 'list.txt': 'p/b 5\nq/b 6' }, folder.around)
    expect(await folder.outcome({ labelsFile: path.join(folder.around, 'list.txt') })).toMatch(
      /two\/b\.JPEG is meant by another line/,
    )
  })

  it('name what is no class, or not one alone: those images are skipped', async () => {
    folder.write({ ...flat, 'val.txt': 'a.JPEG n99999999\nb.JPEG crane\nc.JPEG 2' })
    const { files, warnings } = await folder.read()
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
    expect(await folder.listed(text)).toEqual(['json', 0, 1, 2])
  })

  it('may be of some images alone', async () => {
    expect(await folder.listed('{"classes": ["tench"], "labels": {"a": 0, "b": 0, "c": null}}')).toEqual([
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
    expect(await folder.listed(text)).toContain(problem)
  })
})
