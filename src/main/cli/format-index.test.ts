import { expect, it } from 'vitest'
import type { IndexResult } from '../../shared/dataset.ts'
import { formatChanges, formatIndex } from './format-index.ts'

const result: IndexResult = {
  dataset: 1,
  name: 'val',
  kind: 'folder',
  root: '/data/val',
  labelsFile: '/data/val.txt',
  classesFile: null,
  classes: 1000,
  classesPresent: 4,
  images: 40,
  bytes: 4e6,
  fingerprint: 'f'.repeat(64),
  indexedAt: '',
  faults: [{ reason: 'truncated', images: 2 }],
  uncounted: [
    { reason: 'file-missing', images: 3 },
    { reason: 'not-an-image', images: 1 },
  ],
  boxes: null,
  follow: true,
  linksOutside: 5,
  warnings: ['val.txt seems to count classes from 1.'],
  added: 1,
  changed: 0,
  removed: 2,
  movedFrom: null,
  sameImagesAs: [],
  unchanged: 39,
  ignored: ['notes.txt'],
  seconds: 1.26,
  layout: 'list',
  labelOrder: null,
  archivedAt: null,
}

it('accounts for everything that indexing found', () => {
  expect(formatIndex(result).split('\n')).toEqual([
    'val: 40 images of 4 classes (of 1000) in /data/val',
    '  layout list: a list of names with labels, /data/val.txt',
    '  1 new, 0 changed, 2 gone, 39 unchanged, in 1.3 s',
    '  2 will be skipped: truncated',
    '  3 names in the list have no file, and are not counted',
    '  1 files are no images, and are not counted: not-an-image',
    '  5 links lead out of the folder: they are followed (--no-follow refuses them)',
    '  1 file is not part of the dataset: notes.txt',
    '  warning: val.txt seems to count classes from 1.',
  ])
  expect(formatIndex({ ...result, follow: false })).toContain('they are refused (--follow allows them)')
})

it('says where a dataset lay before, and which others have its images', () => {
  expect(
    formatIndex({ ...result, movedFrom: '/old/val', sameImagesAs: ['flat', 'tar'] })
      .split('\n')
      .slice(2, 4),
  ).toEqual([
    '  moved here from /old/val, which is gone: its runs and notes stay',
    '  the same images, labels and classes as flat, tar',
  ])
})

it('names the first files, and how to see the others', () => {
  const file = (n: number) => ({ path: `a/${n}.JPEG`, reason: 'truncated', detail: n === 1 ? '' : 'ends' }) as const
  expect(
    formatIndex(result, [file(1), file(2)])
      .split('\n')
      .slice(6, 9),
  ).toEqual(['    a/1.JPEG: truncated', '    a/2.JPEG: ends', '    and 4 more: acuity datasets show val --as faults'])
  const all = { ...result, name: 'my val', uncounted: [] }
  expect(formatIndex(all, [file(1), file(2)])).not.toContain('more')
  expect(formatIndex(all, [file(1)])).toContain("and 1 more: acuity datasets show 'my val' --as faults")
})

it('says how many images have boxes, and which files of boxes cannot be used', () => {
  const some = { ...result, boxes: { folder: '/data/bbox', images: 37, unusable: 3 } }
  const unusable = ['a/1.JPEG', 'a/2.JPEG'].map((path) => ({ path, detail: '1.xml: line 1: unclosed root tag' }))
  expect(formatIndex(some, [], unusable).split('\n').slice(6, 11)).toEqual([
    '  boxes for 37 of 40 images, in /data/bbox',
    '  3 files of boxes cannot be used, and count for nothing:',
    '    a/1.JPEG: 1.xml: line 1: unclosed root tag',
    '    a/2.JPEG: 1.xml: line 1: unclosed root tag',
    '    and 1 more: acuity datasets show val --as box-faults',
  ])
  const all = formatIndex({ ...some, boxes: { ...some.boxes, images: 40, unusable: 0 } })
  expect(all).toContain('boxes for 40 of 40')
  expect(all).not.toContain('cannot be used')
})

it('says in a line what a run found of its dataset', () => {
  expect(formatChanges(result)).toBe('val: 40 images, 1 new, 2 gone since it was indexed (looked at again in 1.3 s)')
  const same = { ...result, added: 0, removed: 0 }
  expect(formatChanges(same)).toBe('val: 40 images, as it was indexed (looked at again in 1.3 s)')
})
