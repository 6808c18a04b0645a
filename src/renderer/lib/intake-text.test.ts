import { describe, expect, it } from 'vitest'
import type { IndexResult } from '../../shared/dataset.ts'
import { baseName, describeAdded, describeIndexing, describeNews, describeRefused } from './intake-text.ts'

const result: IndexResult = {
  dataset: 1,
  name: 'imagenet-val',
  kind: 'folder',
  root: '/data/imagenet/val',
  labelsFile: null,
  classesFile: null,
  classes: 1000,
  classesPresent: 1000,
  images: 50_000,
  bytes: 6_714_000_000,
  faults: [],
  uncounted: [],
  boxes: null,
  follow: true,
  warnings: [],
  fingerprint: 'f'.repeat(64),
  indexedAt: '2026-05-03T12:00:00.000Z',
  archivedAt: null,
  added: 50_000,
  changed: 0,
  removed: 0,
  unchanged: 0,
  movedFrom: null,
  sameImagesAs: [],
  linksOutside: 0,
  ignored: [],
  seconds: 12,
  layout: 'class-folders',
  labelOrder: null,
}
const describePlainly = (changes: Partial<IndexResult>) =>
  describeIndexing({ ...result, ...changes }).replaceAll('\u202F', ' ')

describe('what indexing found', () => {
  it('counts the images of a new dataset', () =>
    expect(describePlainly({})).toBe('imagenet-val: 50 000 images indexed.'))

  it('counts faults of every kind together', () => {
    const faults: IndexResult['faults'] = [
      { reason: 'truncated', images: 2 },
      { reason: 'empty-file', images: 1 },
    ]
    expect(describePlainly({ faults })).toBe('imagenet-val: 50 000 images indexed, 3 skipped.')
  })

  it('tells what has changed since the last time', () => {
    expect(describePlainly({ added: 0, unchanged: 50_000 })).toBe('imagenet-val is up to date: nothing has changed.')
    expect(describePlainly({ added: 3, removed: 1, unchanged: 49_997 })).toBe(
      'imagenet-val is up to date: 3 added, 1 removed.',
    )
  })

  it('is news to a run where anything has changed', () => {
    expect(describeNews({ ...result, added: 0, unchanged: 50_000 })).toBeNull()
    expect(describeNews({ ...result, added: 0, changed: 2 })).toBe('imagenet-val was brought up to date: 2 changed.')
  })

  it('says where a dataset lay before, and which others have its images', () => {
    expect(describePlainly({ movedFrom: '/old/val', sameImagesAs: ['flat', 'tar'] })).toMatch(
      / It lay in \/old\/val before, which is gone: its runs and notes stay\. Its images are those of flat, tar\.$/,
    )
  })

  it('says how many links lead out of the folder, and what becomes of them', () => {
    expect(describePlainly({ linksOutside: 1 })).toMatch(/indexed\. 1 link leads out of the folder, and is followed\.$/)
    expect(describePlainly({ linksOutside: 2, follow: false })).toMatch(/ 2 links lead out .*, and are refused\.$/)
  })

  it('says what to know of the labels before all else is named', () => {
    const text = describePlainly({ warnings: ['val.txt counts from 1.', 'More.', 'And more.'], ignored: ['a'] })
    expect(text).toMatch(/ val\.txt counts from 1\. \(2 more on its page\.\) 1 file ignored: a$/)
  })

  it('names some of the files that it ignores', () => {
    expect(describePlainly({ ignored: ['notes.txt'] })).toMatch(/ 1 file ignored: notes\.txt$/)
    expect(describePlainly({ ignored: ['a', 'b', 'c', 'd'] })).toMatch(/ 4 files ignored: a, b, c, …$/)
  })
})

it.each([
  [
    ['a.txt'],
    'a.txt is neither a folder of images, a tar archive or Parquet file of them, nor a model (.onnx, or .prototxt with .caffemodel).',
  ],
  [
    ['a.txt', 'b.txt'],
    '2 files are neither folders of images, tar archives or Parquet files of them, nor models: a.txt and b.txt.',
  ],
  [
    ['a', 'b', 'c'],
    '3 files are neither folders of images, tar archives or Parquet files of them, nor models: a, b and c.',
  ],
  [
    ['a', 'b', 'c', 'd'],
    '4 files are neither folders of images, tar archives or Parquet files of them, nor models: a, b and 2 more.',
  ],
])('what was dropped and is of no use is said at once: %s', (files, text) => expect(describeRefused(files)).toBe(text))

it.each([
  [[], 'vit was added.'],
  [
    ['model_fp16', 'model_int8', 'model_q4', 'model_uint8'].map((name) => `onnx/${name}.onnx`),
    'vit was added, as its model.onnx has it. The same folder also has model_fp16.onnx, model_int8.onnx, model_q4.onnx, ' +
      'and 1 more: each can be added by itself.',
  ],
])('a model is said to be added, and what else lies in its folder: %j', (others, text) => {
  expect(describeAdded({ name: 'vit', file: '/nets/vit/onnx/model.onnx', others })).toBe(text)
})

it.each([
  ['/data/imagenet/val', 'val'],
  ['/data/val/', 'val'],
  ['C:\\nets\\alexnet.onnx', 'alexnet.onnx'],
  ['/', '/'],
])('%s is called %s', (path, name) => expect(baseName(path)).toBe(name))
