import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { flat, ImagesFolder } from './testing/images-folder.ts'

let folder: ImagesFolder
beforeEach(() => {
  folder = new ImagesFolder()
})

describe('class folders', () => {
  it('may have ids in capitals', async () => {
    folder.write({ 'N01440764/a.JPEG': '', 'n01443537/b.JPEG': '', 'N99999999/c.JPEG': '' })
    expect(await folder.outcome()).toEqual(['class-folders', 0, 'unknown-class', 1])
    folder.write({ 'N01484850 shark/a.JPEG': '' }, (folder.root = path.join(folder.around, 'other')))
    expect(await folder.outcome()).toEqual(['folder-ids', 2])
  })

  it('may be called by any name that a class alone has', async () => {
    folder.write({
      'tench/a.JPEG': '',
      'Great_White-Shark/b.JPEG': '',
      'jack-o-lantern/c.JPEG': '',
      'Tinca tinca/d.JPEG': '',
    })
    expect(await folder.outcome()).toEqual(['folder-names', 2, 0, 607, 0])
    expect((await folder.read()).warnings).toEqual([expect.stringMatching(/"Great_White-Shark" for n01484850\.$/)])
    folder.write({ 'others/e.JPEG': '' })
    expect(await folder.outcome()).toEqual(['folder-names', 2, 0, 607, 'unknown-class', 0])
    for (const name of ['one', 'two', 'three', 'four']) folder.write({ [`${name}/a.JPEG`]: '' })
    expect(await folder.outcome()).toMatch(/No folder in .* is named after one of the 1000 classes/)
  })

  it('are refused by a name that several classes have', async () => {
    folder.write({ 'tench/a.JPEG': '', 'crane/b.JPEG': '', 'Maillot/c.JPEG': '' })
    const several = 'Maillot (n03710637 or n03710721), crane (n02012849 or n03126707)'
    expect(await folder.outcome()).toContain(`by one that several have: ${several}. Call each of these by the id`)
  })
})

describe('a layout that is asked for', () => {
  it('is taken where others come first', async () => {
    folder.write({ 'n01440764/a_n01443537.JPEG': '', 'n01440764/ILSVRC2012_val_00000002.JPEG': '' })
    expect(await folder.outcome()).toEqual(['class-folders', 0, 0])
    folder.write({ 'val.txt': 'a_n01443537.JPEG 7\nILSVRC2012_val_00000002 8' })
    expect(await folder.outcome({ layout: 'list' })).toEqual(['list', 7, 8])
    expect(await folder.outcome({ layout: 'folder-ids' })).toEqual(['folder-ids', 0, 0])
    folder.write({ 'x_n01443537.JPEG': '' })
    expect(await folder.outcome({ layout: 'file-ids' })).toEqual(['file-ids', 1])
  })

  it('may be one that is never guessed', async () => {
    folder.write({ 'ILSVRC2012_val_00000001.JPEG': '', 'ILSVRC2012_val_00000002.JPEG': '' })
    folder.write({ 'ILSVRC2012_validation_ground_truth.txt': '0\n7\n', 'list.txt': '5\n6' }, folder.around)
    expect(await folder.outcome()).toMatch(/0, the number of image 1, is no ILSVRC2012_ID/)
    expect(await folder.outcome({ layout: 'index-lines' })).toEqual(['index-lines', 0, 7])
    const labelsFile = path.join(folder.around, 'list.txt')
    expect(await folder.outcome({ layout: 'index-lines', labelsFile })).toEqual(['index-lines', 5, 6])
    expect(await folder.outcome({ layout: 'list', labelsFile })).toMatch(
      /is not read as list \(.*\): .*list\.txt is ILSVRC2012's ground truth/,
    )
  })

  it('is refused in a line where it does not fit', async () => {
    folder.write(flat)
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
      expect(await folder.outcome({ layout })).toMatch(why)
      expect(await folder.outcome({ layout })).not.toContain('\n')
    }
  })
})
