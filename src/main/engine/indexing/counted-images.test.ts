import { execFileSync } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'
import { setUp } from './testing/indexing.ts'

describe('images are what a person would count', () => {
  it('in class folders: damaged ones and dead links by their names, others by their content, and no text', async () => {
    const { root, index, images, db } = setUp()
    writeFiles(root, {
      'n01440764/a.JPEG': jpeg(),
      'n01440764/without-ending': jpeg(),
      'n01440764/damaged.jpg': 'no image',
      'n01440764/moving.gif': 'GIF89a…',
      'n01440764/notes.txt': 'about these images',
      'n01440764/empty': '',
      'zebra/readme.md': 'unknown class, and no image',
    })
    const first = await index()
    expect(first).toMatchObject({ images: 4, added: 4, classesPresent: 1 })
    expect(first.faults).toEqual([
      { reason: 'not-an-image', images: 1 },
      { reason: 'unsupported-format', images: 1 },
    ])
    expect(first.ignored.toSorted()).toEqual(['n01440764/empty', 'n01440764/notes.txt', 'zebra/readme.md'])
    expect(first.uncounted).toEqual([
      { reason: 'not-an-image', images: 2 },
      { reason: 'empty-file', images: 1 },
    ])
    expect(images(first.dataset)).toHaveLength(7)
    const again = await index()
    expect(again).toMatchObject({ images: 4, unchanged: 4, added: 0, changed: 0, removed: 0, ignored: first.ignored })
    expect(db.datasets.get(first.dataset).generation).toBe(1)
  })

  it('beside a list: neither its lines without a file nor what else lies there', async () => {
    const { root, index } = setUp()
    writeFiles(root, { 'a.JPEG': jpeg(), 'stray.JPEG': jpeg(), 'train.txt': '', 'listed.dat': 'said to be one' })
    writeFiles(root, { 'val.txt': 'a.JPEG 0\nlost.JPEG 1\nlisted.dat 2\n' })
    const first = await index()
    expect(first).toMatchObject({
      images: 3,
      faults: [
        { reason: 'not-an-image', images: 1 },
        { reason: 'unlabelled', images: 1 },
      ],
      uncounted: [
        { reason: 'empty-file', images: 1 },
        { reason: 'file-missing', images: 1 },
      ],
      ignored: ['train.txt'],
    })
    rmSync(path.join(root, 'stray.JPEG'))
    writeFiles(root, { 'lost.JPEG': jpeg(40, 30, 1) })
    expect(await index()).toMatchObject({ images: 3, added: 1, removed: 1, unchanged: 2, warnings: [] })
  })
})

it.skipIf(process.platform === 'win32')(
  'refuses links out of the folder once it was told to, until it is told again',
  async () => {
    const { root, index, images } = setUp()
    const elsewhere = temporaryFolder()
    writeFiles(elsewhere, { 'b.JPEG': jpeg() })
    writeFiles(root, { 'n01440764/a.JPEG': jpeg() })
    symlinkSync(path.join(elsewhere, 'b.JPEG'), path.join(root, 'n01440764/b.JPEG'))
    expect(await index()).toMatchObject({ images: 2, linksOutside: 1, follow: true, faults: [] })
    const refused = { images: 2, linksOutside: 1, follow: false, faults: [{ reason: 'link-outside', images: 1 }] }
    const { dataset } = await index({ follow: false })
    expect(await index()).toMatchObject({ ...refused, unchanged: 2 })
    // It was not so much as opened.
    expect(images(dataset).find((image) => image.path.endsWith('b.JPEG'))).toMatchObject({ bytes: 0, content: null })
    expect(await index({ follow: true })).toMatchObject({ images: 2, follow: true, faults: [] })
  },
)

it.skipIf(process.platform === 'win32')('takes links in circles, pipes and dead links as they come', async () => {
  const { root, index, images } = setUp()
  writeFiles(root, { 'n01440764/a.JPEG': jpeg() })
  const inside = (name: string) => path.join(root, 'n01440764', name)
  symlinkSync('circle.JPEG', inside('circle.JPEG'))
  symlinkSync('nowhere.JPEG', inside('dead.JPEG'))
  execFileSync('mkfifo', [inside('pipe.JPEG')])
  const first = await index()
  expect(first.ignored).toEqual(['n01440764/pipe.JPEG'])
  expect(images(first.dataset).map(({ path, fault }) => [path, fault])).toEqual([
    ['n01440764/a.JPEG', null],
    ['n01440764/circle.JPEG', 'file-unreadable'],
    ['n01440764/dead.JPEG', 'file-missing'],
  ])
  expect(await index()).toMatchObject({ images: 3, unchanged: 3, changed: 0, fingerprint: first.fingerprint })
})
