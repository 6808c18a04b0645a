import { readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { findResources } from '../../resources.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { advised, refused } from '../../../testing/remedies.ts'
import { listFiles } from './list-files.ts'
import { readContents, type ContentsOptions } from './read-contents.ts'

const ownLabels = (): Remedy => ({ do: 'set', values: { labels: path.join(root, 'val.txt') } })

const resources = findResources()
let root: string
beforeEach(() => {
  root = temporaryFolder()
})
const read = (options: Partial<ContentsOptions> = {}) => readContents(listFiles, { root, resources, ...options })

describe('class folders', () => {
  it('map through the canonical classes, however few there are', async () => {
    writeFiles(root, { 'n01443537/a.JPEG': '', 'n15075141/deep/b.JPEG': '' })
    const { files, classes } = await read()
    expect(classes).toHaveLength(1000)
    expect(files.map(({ path, label }) => [path, label])).toEqual([
      ['n01443537/a.JPEG', 1],
      ['n15075141/deep/b.JPEG', 999],
    ])
  })

  it('record an unknown class and name what is no part of the dataset', async () => {
    writeFiles(root, { 'n01440764/a.JPEG': '', 'n01440764/.DS_Store': '', 'zebra/b.JPEG': '', 'notes.md': '' })
    const { files, ignored } = await read()
    expect(files[1]).toMatchObject({ path: 'zebra/b.JPEG', label: null, fault: { reason: 'unknown-class' } })
    expect(ignored.toSorted()).toEqual(['n01440764/.DS_Store', 'notes.md'])
  })

  it('may bring a class list of their own', async () => {
    writeFiles(root, { 'classes.txt': 'zebra striped\nant small\n', 'ant/a.JPEG': '' })
    const { files, classesFile, ignored } = await read()
    expect(files).toMatchObject([{ path: 'ant/a.JPEG', label: 1, fault: null }])
    expect(classesFile).toBe(path.join(root, 'classes.txt'))
    expect(ignored).toEqual([])
  })

  it('are followed through links, but not in circles', async () => {
    const elsewhere = temporaryFolder()
    writeFiles(elsewhere, { 'a.JPEG': '' })
    symlinkSync(elsewhere, path.join(root, 'n01440764'))
    symlinkSync(root, path.join(elsewhere, 'loop'))
    const { files } = await read()
    expect(files.map(({ path }) => path)).toEqual(['n01440764/a.JPEG'])
  })

  it('say where they probably are when the folder above was given', async () => {
    writeFiles(root, { 'val/n01440764/a.JPEG': '' })
    await expect(read()).rejects.toThrow(`Did you mean ${root}/val?`)
  })
})

describe('class folders beside what is none', () => {
  it('are not what file servers put into them (case 04-eaDir)', async () => {
    const litter = ['@eaDir/a.JPEG/SYNOPHOTO_THUMB_M.jpg', '.thumbnails/b.jpg', '#recycle/c.JPEG', '__MACOSX/._a.JPEG']
    const top = ['lost+found/x', '$RECYCLE.BIN/y.JPEG', 'System Volume Information/z', '.AppleDouble/a.JPEG']
    writeFiles(root, { 'n01440764/a.JPEG': '', 'n01440764/Thumbs.db': '' })
    for (const name of [...litter.map((each) => `n01440764/${each}`), ...top]) writeFiles(root, { [name]: '' })
    const { files, ignored } = await read()
    expect(files.map(({ path }) => path)).toEqual(['n01440764/a.JPEG'])
    expect(ignored).toHaveLength(litter.length + top.length + 1)
  })

  it('win over an old list that names none of their files, which is said (case 02-class-folders-with-val.txt)', async () => {
    writeFiles(root, {
      'n01440764/a.JPEG': '',
      'n01443537/b.JPEG': '',
      'val.txt': 'ILSVRC2012_val_00000001.JPEG 65\nILSVRC2012_val_00000002.JPEG 970\n',
    })
    const { files, labelsFile, ignored, warnings } = await read()
    expect(files.map(({ label, fault }) => [label, fault])).toEqual([
      [0, null],
      [1, null],
    ])
    expect({ labelsFile, ignored }).toEqual({ labelsFile: null, ignored: ['val.txt'] })
    expect(warnings).toEqual([
      advised(
        /^val\.txt is left out, as the folders of 2 files say their classes: No line of .* the list says "ILSVRC2012_val_0/,
        ownLabels(),
      ),
    ])
  })

  it('win over a list of the same names without their folders (the case itself), and one that says the same is no news', async () => {
    writeFiles(root, { 'n01440764/a.JPEG': '', 'n01443537/b.JPEG': '', 'val.txt': 'a.JPEG 65\nb.JPEG 970\n' })
    const { labelsFile, files, warnings } = await read()
    expect(files.map(({ label }) => label)).toEqual([0, 1])
    expect({ labelsFile, warnings }).toEqual({
      labelsFile: null,
      warnings: [
        advised(
          /it gives 2 of them another one: n01440764\/a\.JPEG is 0 by its folder and 65 by it; n01443537/,
          ownLabels(),
          { do: 'list-disagreements' },
        ),
      ],
    })
    writeFiles(root, { 'val.txt': 'n01440764/a.JPEG 0\nn01443537/b.JPEG 1\n' })
    expect(await read()).toMatchObject({ labelsFile: null, warnings: [], ignored: ['val.txt'] })
    writeFiles(root, { 'zebra/c.JPEG': '', 'val.txt': 'n01440764/a.JPEG 0\nn01443537/b.JPEG 1\nzebra/c.JPEG 340\n' })
    expect(await read()).toMatchObject({ labelsFile: path.join(root, 'val.txt'), warnings: [] })
  })

  it('win over a list that cannot be read, and over one that names fewer files, but not over one that is stated', async () => {
    writeFiles(root, { 'n01440764/a.JPEG': '', 'n01443537/b.JPEG': '', 'val.txt': 'n01440764/a.JPEG fish\n' })
    expect(await read()).toMatchObject({ labelsFile: null, warnings: [advised(/is not "name index"/, ownLabels())] })
    writeFiles(root, { 'val.txt': 'n01440764/a.JPEG 7\n' })
    expect(await read()).toMatchObject({
      labelsFile: null,
      warnings: [advised(/it gives 1 of them another one/, ownLabels(), { do: 'list-disagreements' })],
    })
    const labelsFile = path.join(root, 'val.txt')
    const stated = await read({ labelsFile })
    expect(stated).toMatchObject({ labelsFile, files: [{ label: 7 }, { fault: { reason: 'unlabelled' } }] })
    expect(stated.warnings).toEqual([
      {
        message:
          'val.txt contradicts 1 of 1 names that say their class: n01440764/a.JPEG is 0 by its name and 7 in the list.',
        remedies: [{ do: 'list-disagreements' }],
      },
    ])
  })
})

describe('links that lead out of the folder', () => {
  it('are followed and counted, files and folders, or refused', async () => {
    const elsewhere = temporaryFolder()
    writeFiles(elsewhere, { 'a.JPEG': '', 'more/b.JPEG': '', 'more/c.JPEG': '' })
    writeFiles(root, { 'n01440764/own.JPEG': '' })
    symlinkSync(path.join(elsewhere, 'a.JPEG'), path.join(root, 'n01440764/a.JPEG'))
    // A link to a link out of the folder leads out of it, too; one within the folder does not.
    symlinkSync('a.JPEG', path.join(root, 'n01440764/again.JPEG'))
    symlinkSync('own.JPEG', path.join(root, 'n01440764/within.JPEG'))
    symlinkSync(path.join(elsewhere, 'more'), path.join(root, 'n01443537'))
    const followed = await read()
    expect(followed).toMatchObject({ outside: 4 })
    expect(followed.files.every(({ fault }) => fault === null)).toBe(true)
    const { files, outside, ignored } = await read({ follow: false })
    expect(files.map(({ path, fault, isThere }) => [path, fault?.reason, isThere])).toEqual([
      ['n01440764/a.JPEG', 'link-outside', false],
      ['n01440764/again.JPEG', 'link-outside', false],
      ['n01440764/own.JPEG', undefined, true],
      ['n01440764/within.JPEG', undefined, true],
    ])
    expect({ outside, ignored }).toEqual({ outside: 3, ignored: ['n01443537'] })
  })

  it('are named as what is wrong where a list labels nothing else', async () => {
    const elsewhere = temporaryFolder()
    writeFiles(elsewhere, { 'a.JPEG': '' })
    writeFiles(root, { 'val.txt': 'a.JPEG 5\n' })
    symlinkSync(path.join(elsewhere, 'a.JPEG'), path.join(root, 'a.JPEG'))
    expect((await read()).files).toMatchObject([{ path: 'a.JPEG', label: 5, fault: null }])
    await expect(read({ follow: false })).rejects.toThrow(
      refused(/are links that lead out of it/, { do: 'treat-links', follow: true }),
    )
  })
})

describe('a class list', () => {
  it("with ImageNet's classes in another order is said to mislead", async () => {
    const ids = readFileSync(path.join(resources, 'imagenet-classes.txt'), 'utf8').trimEnd().split('\n')
    writeFiles(root, { 'n01440764/a.JPEG': '', 'classes.txt': ids.join('\n') })
    expect((await read()).warnings).toEqual([])
    writeFiles(root, { 'classes.txt': ids.toReversed().join('\n') })
    expect((await read()).warnings).toEqual([
      advised(
        /classes\.txt has ImageNet's 1000 classes in another order .* 1000 stand elsewhere.* Move it out of the folder/,
        {
          do: 'index-beside',
          classes: 'left-out',
        },
      ),
    ])
    writeFiles(root, { 'classes.txt': ids.slice(0, 10).toReversed().join('\n') })
    expect((await read()).warnings).toEqual([])
  })
})

const flat = Array.from({ length: 4 }, (_, i) => `ILSVRC2012_val_0000000${i + 1}`)

describe('a list that was made elsewhere (cases 01-flat)', () => {
  const labelled = async (line: (name: string, i: number) => string) => {
    for (const name of flat) writeFiles(root, { [`${name}.JPEG`]: '' })
    const lists = temporaryFolder()
    writeFiles(lists, { 'list.txt': flat.map(line).join('\n') })
    return read({ labelsFile: path.join(lists, 'list.txt') })
  }

  it.each<[string, (name: string, i: number) => string]>([
    ['prefixed.txt', (name, i) => `val/${name}.JPEG ${2 * i}`],
    ['no-extension.txt', (name, i) => `${name} ${2 * i}`],
    ['other-case.txt', (name, i) => `${name}.jpeg ${2 * i}`],
    ['an absolute path', (name, i) => `/data/imagenet/val/${name}.JPEG ${2 * i}`],
  ])('%s is matched by what both end with, which is said', async (_case, line) => {
    const { files, warnings } = await labelled(line)
    expect(files.map(({ path, label, fault }) => [path, label, fault])).toEqual(
      flat.map((name, i) => [`${name}.JPEG`, 2 * i, null]),
    )
    expect(warnings).toEqual([
      expect.stringMatching(/^No line of list\.txt is the path of a file: ".*ILSVRC2012_val_00000001/),
    ])
  })

  it.each<[string, (name: string, i: number) => string]>([
    ['tiny-val_annotations.txt', (name) => `${name}.JPEG\tn01440764\t0\t0\t62\t62`],
    ['wnid.txt', (name) => `${name}.JPEG n01440764`],
    ['filename-label.csv', (name, i) => `${i === 0 ? 'filename,label\n' : ''}${name}.JPEG,0`],
    ['LOC_val_solution.csv', (name, i) => `${i === 0 ? 'ImageId,PredictionString\n' : ''}${name},n01440764 1 2 3 4 `],
  ])('%s is read', async (_case, line) => {
    const { files } = await labelled(line)
    expect(files.map(({ label, fault }) => [label, fault])).toEqual(flat.map(() => [0, null]))
  })

  it('says the id of a class that is not one: the file is skipped, the others are not', async () => {
    const { files } = await labelled((name, i) => `${name}.JPEG ${i === 0 ? 'n99999999' : 'n01440764'}`)
    expect(files[0]).toMatchObject({ label: null, fault: { reason: 'unknown-class', detail: /n99999999/ } })
    expect(files[1]).toMatchObject({ label: 0, fault: null })
  })

  it.each<[string, (name: string, i: number) => string, RegExp]>([
    ['kaggle-imagesets.txt', (name, i) => `${name} ${i + 1}`, /list\.txt count its own lines/],
    [
      'labels beyond the classes',
      (name, i) => `${name}.JPEG ${1000 + i}`,
      /No label in .* is one of the 1000 classes.* 1000\./,
    ],
    [
      'labels beyond the classes, and a first line that names no file',
      (name, i) => `${i === 0 ? 'gone' : name}.JPEG ${1000 + i}`,
      /No label in .* is one of the 1000 classes.* it gives ILSVRC\S+\.JPEG the label 1001\./,
    ],
    ['other images', (_, i) => `test_${i}.JPEG ${i}`, /the list says "test_0.JPEG", the folder has "ILSVRC2012_val_0/],
  ])('%s is refused, a line and a file side by side', async (_case, line, problem) => {
    await expect(labelled(line)).rejects.toMatchObject({
      code: 'labels-invalid',
      message: expect.stringMatching(problem) as string,
    })
  })

  it('is not guessed at where a name may mean several files', async () => {
    writeFiles(root, { 'one/a.JPEG': '', 'two/a.JPEG': '', 'val.txt': 'a 0\n' })
    await expect(read()).rejects.toThrow(/names one file .* alone: of a, it may be one\/a\.JPEG or two\/a\.JPEG\.$/)
  })

  it('counts from one (case one-based.txt), as far as that can be known', async () => {
    const { warnings } = await labelled((name, i) => `${name}.JPEG ${[1, 500, 700, 1000][i] ?? 0}`)
    expect(warnings).toEqual([expect.stringMatching(/^list\.txt seems to count classes from 1: .* does say 1000/)])
    const some = await labelled((name, i) => `${name}.JPEG ${[7, 500, 700, 1000][i] ?? 0}`)
    expect(some.warnings).toEqual(warnings)
    const lines = await labelled((name, i) => `${name}.JPEG ${i + 1}`)
    expect(lines.warnings).toEqual([expect.stringMatching(/^The labels in list\.txt are the numbers of its own lines/)])
    const two = await labelled((name, i) => (i < 2 ? `${path.parse(name).name} ${i + 1}` : ''))
    expect(two.files.flatMap(({ label }) => (label === null ? [] : [label]))).toEqual([1, 2])
    writeFiles(root, { 'classes.txt': 'ant\nbee\ncat\n' })
    expect((await labelled((name, i) => `${name}.JPEG ${[1, 2, 3, 1][i] ?? 0}`)).warnings).toHaveLength(1)
    expect((await labelled((name, i) => `${name}.JPEG ${[1, 2, 2, 1][i] ?? 0}`)).warnings).toEqual([])
    expect((await labelled((name, i) => `${name}.JPEG ${[0, 2, 3, 1][i] ?? 0}`)).warnings).toEqual([])
  })

  it('contradicts the ids in the names of files, where they have one', async () => {
    writeFiles(root, {
      'x_n01440764.JPEG': '',
      'n01443537_7.JPEG': '',
      'val.txt': 'x_n01440764.JPEG 0\nn01443537_7.JPEG 2\n',
    })
    expect((await read()).warnings).toEqual([
      advised(/^val\.txt contradicts 1 of 2 names that say their class: n01443537_7\.JPEG is 1 by its name and 2 in/, {
        do: 'list-disagreements',
      }),
    ])
  })

  it('says how many of its names have no file', async () => {
    writeFiles(root, { 'a.JPEG': '', 'val.txt': 'a.JPEG 0\nb.JPEG 1\nc.JPEG 1\n' })
    expect((await read()).warnings).toEqual([
      '2 of the 3 lines of val.txt name no file, b.JPEG for one: they are left out.',
    ])
  })
})

describe('a flat folder', () => {
  it('is labelled by its val.txt, with every file accounted for', async () => {
    writeFiles(root, { 'val.txt': 'a.JPEG 3\nlost.JPEG 4\nb.JPEG 1000\n', 'a.JPEG': '', 'b.JPEG': '', 'c.JPEG': '' })
    const { files, labelsFile } = await read()
    expect(labelsFile).toBe(path.join(root, 'val.txt'))
    expect(files.map(({ path, label, fault }) => [path, label, fault?.reason])).toEqual([
      ['a.JPEG', 3, undefined],
      ['lost.JPEG', 4, 'file-missing'],
      ['b.JPEG', null, 'label-out-of-range'],
      ['c.JPEG', null, 'unlabelled'],
    ])
  })

  it('asks for labels when there are none', async () => {
    writeFiles(root, { 'a.JPEG': '' })
    await expect(read()).rejects.toThrow(refused(/needs a labels file/, { do: 'state', option: 'labels' }))
  })
})

it('refuses what is not a folder', async () => {
  writeFiles(root, { file: '' })
  await expect(read({ root: path.join(root, 'file') })).rejects.toMatchObject({ code: 'not-found' })
})
