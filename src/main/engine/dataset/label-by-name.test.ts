import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { advised, refused } from '../../../testing/remedies.ts'
import { findResources } from '../../resources.ts'
import { listFiles } from './list-files.ts'
import { readContents } from './read-contents.ts'

const resources = findResources()
let root: string
beforeEach(() => {
  root = temporaryFolder()
})
const read = () => readContents(listFiles, { root, resources })

describe('names that say a class otherwise (cases 09)', () => {
  const labels = async () => {
    const { files, warnings } = await read()
    return [files.map(({ path, label, fault }) => [path, label, fault?.reason]), warnings]
  }

  it('by an id beside other words', async () => {
    writeFiles(root, { 'n01484850 great white shark/a.JPEG': '', 'n01440764_tench/b.JPEG': '', 'others/c.JPEG': '' })
    expect(await labels()).toEqual([
      [
        ['n01440764_tench/b.JPEG', 0, undefined],
        ['n01484850 great white shark/a.JPEG', 2, undefined],
        ['others/c.JPEG', null, 'unknown-class'],
      ],
      [expect.stringMatching(/^No folder is called by the id of a class alone: .* n01440764 of "n01440764_tench"\.$/)],
    ])
    writeFiles(root, { 'n01443537/d.JPEG': '' })
    expect((await read()).files.map(({ label }) => label)).toEqual([null, 1, null, null])
  })

  it('by their index, which is said; not where they can be none', async () => {
    writeFiles(root, { '0/a.JPEG': '', '002/b.JPEG': '' })
    expect(await labels()).toEqual([
      [
        ['0/a.JPEG', 0, undefined],
        ['002/b.JPEG', 2, undefined],
      ],
      [
        advised(/taken for the indices of classes, counted from 0: 0 is tench/, {
          do: 'index-beside',
          classes: 'another',
        }),
      ],
    ])
    writeFiles(root, { '1000/c.JPEG': '' })
    await expect(read()).rejects.toThrow(
      refused(/called by numbers, up to 1000: they are no indices of the 1000 classes/, {
        do: 'state',
        option: 'classes',
      }),
    )
    writeFiles(root, { 'classes.txt': '0 zero\n002 two\n1000 thousand\n' })
    expect(await labels()).toEqual([[expect.anything(), expect.anything(), expect.anything()], []])
  })

  it.each([
    ['devkit', [278, 543]],
    ['minus-1', [0, 999]],
  ] as const)('by their number counted from 1, where that is said to be %s', async (labelOrder, [first, last]) => {
    writeFiles(root, { '1/a.JPEG': '', '1000/b.JPEG': '' })
    const { files, layout } = await readContents(listFiles, { root, resources, labelOrder })
    expect([layout, files.map(({ label }) => label)]).toEqual(['folder-numbers', [first, last]])
  })

  it("by the id in an image's name", async () => {
    writeFiles(root, {
      'x_00000001_n01440764.JPEG': '',
      'n01484850_7.JPEG': '',
      'readme_n01440764.txt': '',
      'y.JPEG': '',
    })
    expect(await labels()).toEqual([
      [
        ['n01484850_7.JPEG', 2, undefined],
        ['x_00000001_n01440764.JPEG', 0, undefined],
        ['y.JPEG', null, 'unknown-class'],
      ],
      ['No folder says a class: the ids in the names of images are taken, n01484850 of n01484850_7.JPEG.'],
    ])
  })
})
