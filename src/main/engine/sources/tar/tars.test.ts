import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../../../shared/contract.ts'
import { newEngine } from '../../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { jpeg } from '../../../../testing/images.ts'
import { tarOf, type TarMember } from '../../../../testing/tar.ts'

let folder: string
let engine: Engine
beforeEach(() => {
  folder = path.join(temporaryFolder(), 'train')
  engine = newEngine()
})
const index = (root = folder) => engine.call('datasets.index', { folder: root })
const image = (name: string, seed: number): TarMember => ({ name, content: jpeg(40, 30, seed) })

describe('archives of images in one folder', () => {
  beforeEach(() =>
    writeFiles(folder, {
      'n01440764.tar': tarOf(image('n01440764_1.JPEG', 1), image('n01440764_2.JPEG', 2)),
      'n01443537.tar': tarOf(image('n01443537_1.JPEG', 3)),
      'README.md': 'about',
    }),
  )

  it('are read in place, as a class each, and have the fingerprint of the same images in folders', async () => {
    const all = { kind: 'tars', layout: 'class-folders', images: 3, classesPresent: 2, faults: [], warnings: [] }
    const { fingerprint, dataset } = await index()
    expect(await engine.call('datasets.list', {})).toMatchObject([all])
    expect(await engine.call('datasets.reindex', { dataset })).toMatchObject({ unchanged: 3, added: 0 })
    expect(await index(path.join(folder, 'n{01440764,01443537}.tar'))).toMatchObject({ ...all, fingerprint })
    const unpacked = path.join(temporaryFolder(), 'train')
    writeFiles(unpacked, {
      'n01440764/n01440764_1.JPEG': jpeg(40, 30, 1),
      'n01440764/n01440764_2.JPEG': jpeg(40, 30, 2),
      'n01443537/n01443537_1.JPEG': jpeg(40, 30, 3),
    })
    expect(await index(unpacked)).toMatchObject({ kind: 'folder', fingerprint })
    expect((await engine.call('images.picture', { image: 3, side: 64 })).bmp.length).toBeGreaterThan(0)
    expect(await engine.call('images.locate', { image: 3 })).toEqual({ file: path.join(folder, 'n01443537.tar') })
  })

  it('that are called each otherwise are refused, as they may be of several datasets', async () => {
    const flat = path.join(temporaryFolder(), 'val')
    writeFiles(flat, {
      'a.tar': tarOf(image('one.JPEG', 1)),
      'b.tar': tarOf(image('two.JPEG', 2)),
    })
    await expect(index(flat)).rejects.toThrow(
      /holds 2 archives that are called each otherwise: take one of them, as a\.tar, or name all .*val\/\{a,b\}\.tar\.$/,
    )
  })

  it('that are called by names of classes are one dataset where all are named', async () => {
    writeFiles(folder, { 'tench.tar': tarOf(image('one.JPEG', 1)), 'goldfish.tar': tarOf(image('two.JPEG', 2)) })
    expect(await index(path.join(folder, '{tench,goldfish}.tar'))).toMatchObject({
      ...{ kind: 'tars', layout: 'folder-names', images: 2, classesPresent: 2 },
    })
  })

  it('that lie in an archive are to be unpacked once', async () => {
    const archive = path.join(path.dirname(folder), 'ILSVRC2012_img_train.tar')
    writeFileSync(archive, tarOf({ name: 'n01440764.tar', content: tarOf(image('n01440764_1.JPEG', 1)) }))
    await expect(index(archive)).rejects.toThrow(
      /holds archives, n01440764\.tar for one, as ILSVRC2012_img_train\.tar has one a class: unpack it alone/,
    )
  })
})

describe("ILSVRC2012's devkit as it is downloaded", () => {
  it('is said to be none of images, packed or not', async () => {
    const devkit = tarOf({
      name: 'ILSVRC2012_devkit_t12/data/ILSVRC2012_validation_ground_truth.txt',
      content: '490\n',
    })
    writeFiles(folder, { 'devkit.tar': devkit, 'ILSVRC2012_devkit_t12.tar.gz': Buffer.from([0x1f, 0x8b, 8]) })
    for (const name of ['devkit.tar', 'ILSVRC2012_devkit_t12.tar.gz'])
      await expect(index(path.join(folder, name))).rejects.toThrow(/is ILSVRC's development kit, .*: unpack it beside/)
  })

  it('is named where images beside it have no labels', async () => {
    writeFiles(folder, { 'ILSVRC2012_val_00000001.JPEG': jpeg(), '../ILSVRC2012_devkit_t12.tar.gz': 'packed' })
    await expect(index()).rejects.toThrow(/have no labels, but .*ILSVRC2012_devkit_t12\.tar\.gz says them: unpack it/)
  })
})
