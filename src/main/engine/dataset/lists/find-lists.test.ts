import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { messageOfAdvice } from '../../../../shared/advice.ts'
import { flat, ImagesFolder } from '../testing/images-folder.ts'

let folder: ImagesFolder
beforeEach(() => {
  folder = new ImagesFolder()
})

describe('lists that nobody stated', () => {
  it('are found with the images, beside their folder, or above', async () => {
    folder.root = path.join(folder.around, 'ILSVRC/Data/CLS-LOC/val')
    folder.write(flat)
    folder.write(
      {
        'LOC_val_solution.csv':
          'ImageId,PredictionString\na,n01440764 1 2 3 4\nb,n01443537 1 2 3 4\nc,n01484850 5 6 7 8',
      },
      folder.around,
    )
    expect(await folder.outcome()).toEqual(['list', 0, 1, 2])
    folder.write({ 'val_map.txt': 'a.JPEG 7\nb.JPEG 8\nc.JPEG 9\n' }, path.dirname(folder.root))
    expect(await folder.outcome()).toEqual(['list', 7, 8, 9])
    folder.write({ 'labels.json': '{"a": 3, "b": 4, "c": 5}' })
    expect((await folder.outcome()).slice(0, 4)).toEqual(['json', 3, 4, 5])
    expect((await folder.read()).warnings.slice(-2).map(messageOfAdvice)).toEqual([
      `${path.dirname(folder.root)}/val_map.txt disagrees with labels.json, which is taken, on 3 images: a.JPEG is 3 by labels.json and 7 by it; ` +
        'b.JPEG is 4 by labels.json and 8 by it; c.JPEG is 5 by labels.json and 9 by it.',
      expect.stringMatching(/LOC_val_solution\.csv disagrees with labels\.json, which is taken, on 3 images/),
    ])
  })

  it('are left out with a word where they are damaged and others are not, and are the error where there are none', async () => {
    folder.write({ ...flat, 'val.txt': 'a.JPEG\n', 'labels.json': '{"a": 3, "b": 4, "c": 5}' })
    expect((await folder.outcome()).slice(0, 4)).toEqual(['json', 3, 4, 5])
    expect((await folder.read()).warnings).toContainEqual(
      expect.stringMatching(/^val\.txt is left out: .*line 1: "a\.JPEG"/),
    )
    folder.write({ ...flat, 'val.txt': 'a.JPEG\n' }, (folder.root = path.join(folder.around, 'more/val')))
    expect(await folder.outcome()).toMatch(/val\.txt, line 1: "a\.JPEG" is not "name index"/)
    folder.write({ 'a_n01440764.JPEG': '', 'val.txt': '?' }, (folder.root = path.join(folder.around, 'most/val')))
    expect(await folder.outcome()).toEqual(['file-ids', 0])
  })

  it('of other images are not taken, and val is named first where train is beside it', async () => {
    folder.write({
      'train/n01440764/t.JPEG': '',
      'train/n01440764/u.JPEG': '',
      'val/a.JPEG': '',
      'LOC_val_solution.csv': 'a,n01440764 1 2 3 4',
    })
    expect(await folder.outcome()).toMatch(/Did you mean .*\/val\? Its images lie side by side/)
  })
})
