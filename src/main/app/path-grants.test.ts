import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { sampleDataset, sampleModel } from '../../testing/sample.ts'
import { formatByContent, PathGrants } from './path-grants.ts'

it('takes back what it granted, for what it was granted for', () => {
  const grants = new PathGrants()
  const { grant } = grants.grant('folder', sampleDataset)
  expect(grants.path(grant, 'folder')).toBe(sampleDataset)
  expect(() => grants.path(grant, 'model')).toThrow(/not chosen in this window/)
})

it('takes no path, and no grant of another window', () => {
  const grants = new PathGrants()
  const { grant } = new PathGrants().grant('folder', sampleDataset)
  expect(() => grants.path(sampleDataset, 'folder')).toThrow(/not chosen in this window/)
  expect(() => grants.path(grant, 'folder')).toThrow(/not chosen in this window/)
})

it('grants dropped folders and the files of models, and names the rest', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'notes.txt': 'no model', 'net.prototxt': '', 'net.CAFFEMODEL': '', 'mean.binaryproto': '' })
  const grants = new PathGrants()
  const { granted, refused } = await grants.drop([
    sampleDataset,
    sampleModel(99),
    ...['notes.txt', 'net.prototxt', 'net.CAFFEMODEL', 'mean.binaryproto'].map((file) => path.join(folder, file)),
    path.join(folder, 'gone.onnx'),
  ])
  expect(granted.map(({ kind, path: file }) => [kind, file])).toEqual([
    ['folder', sampleDataset],
    ['model', sampleModel(99)],
    ['model', path.join(folder, 'net.prototxt')],
    ['weights', path.join(folder, 'net.CAFFEMODEL')],
    ['mean', path.join(folder, 'mean.binaryproto')],
  ])
  expect(refused).toEqual(['notes.txt', 'gone.onnx'])
})

it('takes archives of images, and the list that is dropped with one of them for its labels', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'val.tar': '',
    'val.TAR.GZ': '',
    'val.parquet': '',
    'val.txt': 'a.JPEG 0',
    'other.csv': 'a.JPEG,1',
    'a.md': '# About',
  })
  const dropped = async (...names: string[]) => {
    const { granted, refused } = await new PathGrants().drop(names.map((name) => path.join(folder, name)))
    return [granted.map(({ kind, path: file }) => [kind, path.basename(file)]), refused]
  }
  const [archive, list] = [
    ['archive', 'val.tar'],
    ['labels', 'val.txt'],
  ]
  expect(await dropped('val.txt', 'val.tar', 'a.md')).toEqual([[archive, list], ['a.md']])
  expect(await dropped('val.parquet')).toEqual([[['archive', 'val.parquet']], []])
  expect(await dropped('val.tar', 'val.txt', 'other.csv')).toEqual([[archive], ['val.txt', 'other.csv']])
  // With nothing beside them, tables are answers that were made elsewhere.
  expect(await dropped('other.csv', 'a.md')).toEqual([[['answers', 'other.csv']], ['a.md']])
  expect(await dropped('val.TAR.GZ', 'val.tar', 'val.txt')).toEqual([[['archive', 'val.TAR.GZ'], archive], ['val.txt']])
})

it('takes shards of one dataset together, by the one name that stands for them', async () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()]
  const shards = ['val-00000-of-00002.parquet', 'val-00001-of-00002.parquet']
  writeFiles(folder, { ...Object.fromEntries(shards.map((name) => [name, ''])), 'val.txt': 'a 0', 'photos.tar': '' })
  writeFiles(other, { 'val-00001-of-00002.parquet': '' })
  const { granted } = await new PathGrants().drop([
    ...[...shards, 'photos.tar'].map((name) => path.join(folder, name)),
    path.join(other, 'val-00001-of-00002.parquet'),
  ])
  expect(granted.map(({ kind, path: file }) => [kind, file])).toEqual([
    ['archive', path.join(folder, 'val-{00000..00001}-of-00002.parquet')],
    ['archive', path.join(folder, 'photos.tar')],
    ['archive', path.join(other, 'val-00001-of-00002.parquet')],
  ])
  const list = path.join(folder, 'val.txt')
  const together = await new PathGrants().drop([...shards.map((name) => path.join(folder, name)), list])
  expect(together.granted.map(({ kind }) => kind)).toEqual(['archive', 'labels'])
})

it('lets the content of files decide whose name says nothing, so that the engine can say what they are', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'deploy.txt': '# AlexNet\nlayer { type: "ReLU" }\n',
    'graph.pb': Buffer.from([0x0a, 0x02, 0x0a, 0x00]),
    'net.pth': Buffer.from([0x80, 0x04, 0x95]),
    'model.xml': '<?xml version="1.0"?><net name="a"></net>',
    'pointer.bin': 'version https://git-lfs.github.com/spec/v1\n',
    'empty.pt': '',
    'saved/saved_model.pb': 'x',
    'vit/config.json': '{}',
    'vit/onnx/model.onnx': 'x',
    'photo.JPEG': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    'val.txt': 'a.JPEG 0\nb.JPEG 1\n',
  })
  const names = ['deploy.txt', 'graph.pb', 'net.pth', 'model.xml', 'pointer.bin', 'empty.pt', 'saved', 'vit']
  const paths = [...names, 'photo.JPEG', 'val.txt'].map((name) => path.join(folder, name))
  const { granted, refused } = await new PathGrants().drop(paths)
  expect(granted.map(({ kind, format, path: file }) => [path.basename(file), kind, format])).toEqual(
    names.map((name) => [name, 'model', name === 'deploy.txt' ? 'caffe' : undefined]),
  )
  expect(refused).toEqual(['photo.JPEG', 'val.txt'])
  expect(await Promise.all(paths.slice(0, 2).map(formatByContent))).toEqual(['caffe', undefined])
})

it('takes neither an empty drop nor more than two thousand files', async () => {
  const grants = new PathGrants()
  const files = (count: number) => Array.from({ length: count }, (_, i) => path.join(sampleDataset, `${i}.txt`))
  await expect(grants.drop([])).rejects.toThrow('What was dropped is no file of this machine.')
  await expect(grants.drop(files(2001))).rejects.toThrow(
    'These are 2001 files: drop at most 2000 at once, or the folder that they lie in.',
  )
  expect((await grants.drop(files(2000))).refused).toHaveLength(2000)
})
