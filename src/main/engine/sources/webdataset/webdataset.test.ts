import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { messageOfAdvice } from '../../../../shared/advice.ts'
import type { Engine } from '../../../../shared/contract.ts'
import { newEngine } from '../../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { jpeg } from '../../../../testing/images.ts'
import { tarOf, type TarMember } from '../../../../testing/tar.ts'
import { findResources } from '../../../resources.ts'
import { readSource } from '../index.ts'
import { webdataset } from './index.ts'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const sample = (key: string, label: string, seed = 1): TarMember[] => [
  { name: `${key}.jpg`, content: jpeg(40, 30, seed) },
  { name: `${key}.cls`, content: label },
]
const shard = (name: string, ...members: TarMember[]) => writeFileSync(path.join(folder, name), tarOf(...members))
const read = async (root = folder) => {
  const contents = await readSource({ kind: 'webdataset', root, resources: findResources() })
  const labels = contents.files.map(({ path: file, label, fault }) => [file, label ?? fault?.detail])
  return { ...contents, labels: Object.fromEntries(labels) as Record<string, number | string> }
}

describe('shards', () => {
  let engine: Engine
  const index = (root: string) => engine.call('datasets.index', { folder: root })
  beforeEach(() => {
    engine = newEngine()
    shard('val-000000.tar', ...sample('a', '0'), ...sample('b', '7\n', 2))
    shard('val-000001.tar', ...sample('a', 'n01443537', 3))
    writeFiles(folder, { 'README.md': 'about', 'sizes.json': '{}' })
  })

  it('are a folder of them, a range, or one', async () => {
    const all = { images: 3, classesPresent: 3, classes: 1000, faults: [], warnings: [], labelsFile: null, ignored: [] }
    const range = path.join(folder, 'val-{000000..000001}.tar')
    const first = await index(range)
    expect(first).toMatchObject({ ...all, root: range })
    // A range is no path, and there all the same: it has not moved.
    expect(await index(folder)).toMatchObject({ ...all, movedFrom: null, sameImagesAs: [first.name] })
    expect(first.name).toBe('val')
    expect(await engine.call('datasets.reindex', { dataset: first.dataset })).toMatchObject({ unchanged: 3, added: 0 })
    expect(await index(path.join(folder, 'val-000001.tar'))).toMatchObject({ images: 1, classesPresent: 1 })
    // Images of the second dataset, whose last is the second shard's: it has a picture, and lies there.
    expect((await engine.call('images.picture', { image: 6, side: 64 })).bmp.length).toBeGreaterThan(0)
    expect(await engine.call('images.locate', { image: 6 })).toEqual({ file: path.join(folder, 'val-000001.tar') })
  })

  it('have their own labels held against a list that is given', async () => {
    const list = path.join(temporaryFolder(), 'list.txt')
    const { files } = await read()
    writeFileSync(list, files.map(({ path: file }) => `${file} 0\n`).join(''))
    const source = { kind: 'webdataset', root: folder, resources: findResources(), labelsFile: list } as const
    const { disagreements, warnings } = await readSource(source)
    expect(disagreements.map(({ source }) => source)).toEqual([folder, folder])
    expect(warnings.map(messageOfAdvice)).toEqual([
      expect.stringMatching(/ disagrees with list\.txt, which is taken, on 2 images/),
    ])
  })

  it('that are missing are named', async () => {
    await expect(index(path.join(folder, 'val-{000000..000004}.tar'))).rejects.toMatchObject({
      code: 'not-found',
      message: `${path.join(folder, 'val-000002.tar')} is not there, nor are 2 more, of the 5 shards val-{000000..000004}.tar.`,
    })
    shard('val-000004.tar', ...sample('a', '1'))
    expect((await read()).warnings).toEqual([
      '2 of the shards from 0 to 4 are not in the folder, 000002 for one: their images are missing.',
    ])
    rmSync(folder, { recursive: true })
    await expect(index(path.join(folder, 'val-{000000..000001}.tar'))).rejects.toThrow(
      /There is no folder .*, nor an archive/,
    )
  })

  it('of several datasets in a folder are refused, with the ranges that they are', async () => {
    shard('train-00.tar', ...sample('a', '0'))
    await expect(index(folder)).rejects.toThrow(
      `${folder} holds the shards of 2 datasets: take one of them, as in ${path.join(folder, 'train-00.tar')} ` +
        '(there is val-{000000..000001}.tar as well).',
    )
  })
})

it('an archive of class folders is no shard, nor is a folder of such archives', async () => {
  shard('n01440764.tar', { name: 'a.JPEG', content: jpeg() })
  expect(await webdataset.recognises(folder)).toBe(false)
  expect(await webdataset.recognises(path.join(folder, 'n01440764.tar'))).toBe(false)
  expect(await webdataset.recognises(path.join(folder, 'nowhere'))).toBe(false)
})

it('groups members by what comes before the first dot, and takes one image of each', async () => {
  shard(
    'a.tar',
    { name: './x/one.JPEG', content: jpeg() },
    { name: './x/one.cls', content: ' 3\n' },
    { name: 'two.v1.jpg', content: jpeg() },
    { name: 'two.png', content: 'p' },
    { name: 'two.jpg', content: jpeg() },
    { name: 'two.cls', content: '4' },
    { name: 'three.cls', content: '5' },
    { name: '.hidden.jpg', content: jpeg() },
    { name: 'four.jpeg', content: jpeg() },
    { name: 'none', content: '' },
  )
  const { labels, ignored } = await read()
  expect(labels).toEqual({ 'a/x/one.JPEG': 3, 'a/two.jpg': 4, 'a/four.jpeg': 'no label lies with it' })
  expect(ignored.toSorted()).toEqual(['a/.hidden.jpg', 'a/three', 'a/two.png'])
})

it.each<[string, Record<string, string>, number | string]>([
  ['an index', { cls: '42\n' }, 42],
  ['the id of a class', { cls: 'n01440764' }, 0],
  ['an id that is no class', { cls: 'n99999999' }, 'its label n99999999 is not one of the 1000 classes'],
  ['an index beyond the classes', { cls: '1000' }, 'label 1000 is outside 0…999'],
  ['its own rather than what is described', { cls: '42', json: '{"label": 7}' }, 42],
  ['described', { json: '{"label": 7, "width": 100}' }, 7],
  ['described as an index', { json: '{"label": "tench", "class_index": 5}' }, 5],
  ['described by an id', { json: '{"label": "tench", "wnid": "n01440764"}' }, 0],
  ['nothing that can be read', { json: '{"label": ' }, 'no label lies with it'],
  ['nothing', { cls: '' }, 'no label lies with it'],
])('a label is %s', async (_, said, label) => {
  const described = Object.entries(said).map(([extension, content]) => ({ name: `a.${extension}`, content }))
  shard('s.tar', { name: 'a.jpg', content: jpeg() }, ...described, ...sample('b', '1'))
  expect((await read()).labels).toEqual({ 's/a.jpg': label, 's/b.jpg': 1 })
})

it('what is cut off in a shard is said of that shard', async () => {
  shard('val-00.tar', ...sample('a', '1'))
  const bytes = tarOf(...sample('b', '1'), ...sample('c', '2'))
  writeFileSync(path.join(folder, 'val-01.tar'), bytes.subarray(0, -1024 - 600))
  const { labels, warnings } = await read()
  expect(labels).toEqual({ 'val-00/a.jpg': 1, 'val-01/b.jpg': 1, 'val-01/c.jpg': 'no label lies with it' })
  expect(warnings).toEqual([expect.stringMatching(/val-01\.tar cannot be read past its byte \d+/)])
})
