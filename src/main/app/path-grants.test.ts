import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { sampleDataset, sampleModel } from '../../testing/sample.ts'
import { PathGrants } from './path-grants.ts'

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

it('grants dropped folders and ONNX files, and names the rest', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'notes.txt': 'no model' })
  const grants = new PathGrants()
  const { granted, refused } = await grants.drop([
    sampleDataset,
    sampleModel(99),
    path.join(folder, 'notes.txt'),
    path.join(folder, 'gone.onnx'),
  ])
  expect(granted.map(({ kind, path: file }) => [kind, file])).toEqual([
    ['folder', sampleDataset],
    ['model', sampleModel(99)],
  ])
  expect(refused).toEqual([
    'notes.txt is neither a folder of images nor an ONNX model (.onnx).',
    'gone.onnx is neither a folder of images nor an ONNX model (.onnx).',
  ])
})
