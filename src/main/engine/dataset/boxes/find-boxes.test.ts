import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { findResources } from '../../../resources.ts'
import { listFiles } from '../list-files.ts'
import { readContents, type ContentsOptions } from '../read-contents.ts'

const resources = findResources()
let above: string
let root: string
beforeEach(() => {
  above = temporaryFolder()
  root = path.join(above, 'Data/CLS-LOC/val')
  writeFiles(root, { 'n01440764/a.JPEG': '', 'n01443537/b.JPEG': '' })
})

async function read(options: Partial<ContentsOptions> = {}) {
  const { boxes, files, ignored } = await readContents(listFiles, { root, resources, ...options })
  return { boxes, ignored, files: Object.fromEntries(files.map((file) => [file.path, file.boxes])) }
}

it.each([
  ['bbox', 'a.xml'],
  ['Data/bboxes/val', 'n01440764/a.xml'],
  ['Data/CLS-LOC/val/bbox', 'deep/in/it/A.XML'],
  ['Annotations/CLS-LOC/val', 'a.xml'],
  ['Data/CLS-LOC/ILSVRC2012_bbox_val_v3/val', 'a.xml'],
])('finds the boxes of images in %s', async (folder, file) => {
  writeFiles(path.join(above, folder), { [file]: '', 'notes.txt': '' })
  expect(await read()).toEqual({
    boxes: { folder: path.join(above, folder), isThere: true },
    files: { 'n01440764/a.JPEG': file, 'n01443537/b.JPEG': undefined },
    ignored: [],
  })
})

it('finds them next to the images, which they are none of', async () => {
  writeFiles(root, { 'n01440764/a.xml': '', 'n01440764/stray.xml': '' })
  expect(await read()).toEqual({
    boxes: { folder: root, isThere: true },
    files: { 'n01440764/a.JPEG': 'n01440764/a.xml', 'n01440764/stray.xml': undefined, 'n01443537/b.JPEG': undefined },
    ignored: [],
  })
})

it('takes a file for the image in the folder of its name, and by its name alone where that means one image', async () => {
  writeFiles(root, { 'n01440764/c.JPEG': '', 'n01443537/c.JPEG': '' })
  const boxes = path.join(above, 'elsewhere')
  writeFiles(boxes, { 'n01443537/c.xml': '', 'b.xml': '', 'one/a.xml': '', 'other/a.xml': '' })
  expect((await read({ boxes })).files).toEqual({
    'n01440764/a.JPEG': undefined,
    'n01440764/c.JPEG': undefined,
    'n01443537/b.JPEG': 'b.xml',
    'n01443537/c.JPEG': 'n01443537/c.xml',
  })
})

it('takes those that are stated, else those of before, else looks for them', async () => {
  const [stated, before] = [path.join(above, 'stated'), path.join(above, 'before')]
  for (const folder of [stated, before, path.join(above, 'bbox')]) writeFiles(folder, { 'a.xml': '' })
  const folderOf = async (options: Partial<ContentsOptions>) => (await read(options)).boxes?.folder
  expect(await folderOf({ boxes: stated, boxesBefore: before })).toBe(stated)
  expect(await folderOf({ boxesBefore: before })).toBe(before)
  rmSync(before, { recursive: true })
  expect(await folderOf({ boxesBefore: before })).toBe(path.join(above, 'bbox'))
  rmSync(path.join(above, 'bbox'), { recursive: true })
  expect((await read({ boxesBefore: before })).boxes).toEqual({ folder: before, isThere: false })
  mkdirSync(before)
  expect((await read({ boxesBefore: before })).boxes).toBeNull()
})

it('says what is wrong with a folder that is stated', async () => {
  const folder = path.join(above, 'stated')
  await expect(read({ boxes: folder })).rejects.toMatchObject({ code: 'not-found' })
  writeFiles(folder, { 'others.xml': '' })
  await expect(read({ boxes: folder })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining(`No file in ${folder} has boxes of an image in ${root}`) as string,
  })
})
