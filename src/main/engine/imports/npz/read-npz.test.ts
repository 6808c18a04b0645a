import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { ClassLookup } from '../../dataset/index.ts'
import { ImportFile } from '../import-file.ts'
import type { Told } from '../read-table.ts'
import { float32, npz, numpyFile, words, zipped, type NumpyFile } from '../testing/npz-file.ts'
import { readNpz } from './read-npz.ts'

const lookup = new ClassLookup([
  { index: 0, wnid: 'n01440764', name: 'tench, Tinca tinca' },
  { index: 1, wnid: 'n02012849', name: 'crane' },
])

async function read(content: Uint8Array, told: Partial<Told> = {}) {
  const folder = temporaryFolder()
  writeFiles(folder, { 'run.npz': content })
  const file = await ImportFile.of(path.join(folder, 'run.npz'))
  return readNpz(file, { lookup, inOrder: false, ...told }, new AbortController().signal)
}

/** np.savez(file, probs=float32, files=['a.png', 'ö.png']), of numpy 1.24. */
const SAVED = [
  'UEsDBBQAAAAAAAAAIQAemSM+kAAAAJAAAAAJABQAcHJvYnMubnB5AQAQAJAAAAAAAAAAkAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8',
  'ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg',
  'ICAgICAgICAgICAgICAgICAgICAgICAgCgAAgD4AAEA/AACAPwAAAABQSwMEFAAAAAAAAAAhAC3/nCyoAAAAqAAAAAkAFABmaWxlcy5ucHkB',
  'ABAAqAAAAAAAAACoAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxVNScsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgy',
  'LCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKYQAAAC4AAABwAAAAbgAA',
  'AGcAAAD2AAAALgAAAHAAAABuAAAAZwAAAFBLAQIUAxQAAAAAAAAAIQAemSM+kAAAAJAAAAAJAAAAAAAAAAAAAACAAQAAAABwcm9icy5ucHlQ',
  'SwECFAMUAAAAAAAAACEALf+cLKgAAACoAAAACQAAAAAAAAAAAAAAgAHLAAAAZmlsZXMubnB5UEsFBgAAAAACAAIAbgAAAK4BAAAAAA==',
].join('')

/** np.savez_compressed(file, logits=float16, files=['a.png', 'ö.png'], labels=[1, 1]). */
const COMPRESSED = [
  'UEsDBBQAAAAIAAAAIQCCsSH7TgAAAIgAAAAKABQAbG9naXRzLm5weQEAEACIAAAAAAAAAE4AAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWg',
  'bpNmpK6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjoKRpo6CrUKZAMuBhsGBwYnhj0AUEsDBBQAAAAIAAAAIQAt/5wsVQAAAKgA',
  'AAAJABQAZmlsZXMubnB5AQAQAKgAAAAAAAAAVQAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuE2qqrqOgnpZfVFKUmBefX5SSChJ3S8wp',
  'TgWKF2ckFqQC+RpGOpo6CrUKFACuRAYGBj0gLgDiPCBOB+JvWMQAUEsDBBQAAAAIAAAAIQDv+5NnSQAAAJAAAAAKABQAbGFiZWxzLm5weQEA',
  'EACQAAAAAAAAAEkAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1',
  'ChQALkYGCIDRAFBLAQIUAxQAAAAIAAAAIQCCsSH7TgAAAIgAAAAKAAAAAAAAAAAAAACAAQAAAABsb2dpdHMubnB5UEsBAhQDFAAAAAgAAAAh',
  'AC3/nCxVAAAAqAAAAAkAAAAAAAAAAAAAAIABigAAAGZpbGVzLm5weVBLAQIUAxQAAAAIAAAAIQDv+5NnSQAAAJAAAAAKAAAAAAAAAAAAAACA',
  'ARoBAABsYWJlbHMubnB5UEsFBgAAAAADAAMApwAAAJ8BAAAAAA==',
].join('')

const files = words('a.png', 'b.png')
const logits: NumpyFile = { descr: '<f4', shape: '(2, 2)', data: float32(1, 2, 3, -1) }

describe('an archive of numpy', () => {
  it('is read as savez writes it', async () => {
    const { answers, ...more } = await read(Buffer.from(SAVED, 'base64'))
    expect(more).toMatchObject({ outputKind: 'probabilities', outputs: 2, classOffset: 0 })
    expect(answers).toEqual([
      { name: 'a.png', where: 'row 0 of probs', label: null, classes: [1, 0], probabilities: [0.75, 0.25] },
      { name: 'ö.png', where: 'row 1 of probs', label: null, classes: [0, 1], probabilities: [1, 0] },
    ])
  })

  it('is read as savez_compressed writes it, of halves, with labels', async () => {
    const { answers, outputKind } = await read(Buffer.from(COMPRESSED, 'base64'))
    expect(outputKind).toBe('logits')
    expect(answers.map(({ name, label, classes }) => [name, label, classes])).toEqual([
      ['a.png', 1, [1, 0]],
      ['ö.png', 1, [0, 1]],
    ])
    expect(answers[0]?.probabilities?.[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
  })

  it('may hold the best classes, with their probabilities', async () => {
    const indices: NumpyFile = { descr: '<i4', shape: '(2, 2)', data: new Uint8Array(Int32Array.of(1, 0, 0, 1).buffer) }
    const probs: NumpyFile = { descr: '<f4', shape: '(2, 2)', data: float32(0.5, 0.25, 0.75, 0.125) }
    const { answers, outputs } = await read(npz({ files, indices, probs }))
    expect(outputs).toBe(null)
    expect(answers.map(({ classes }) => classes)).toEqual([
      [1, 0],
      [0, 1],
    ])
    expect(answers.map(({ probabilities }) => probabilities)).toEqual([
      [0.5, 0.25],
      [0.75, 0.125],
    ])
  })

  it('may have labels below each other, and be called by scikit-learn and Keras', async () => {
    const y_true: NumpyFile = { descr: '<i4', shape: '(2, 1)', data: new Uint8Array(Int32Array.of(1, 0).buffer) }
    const y_pred: NumpyFile = { ...y_true, shape: '(2,)' }
    const classes = (await read(npz({ files, y_true, y_pred }))).answers
    expect(classes.map(({ label, classes }) => [label, classes])).toEqual([
      [1, [1]],
      [0, [0]],
    ])
    expect((await read(npz({ files, y_pred: logits }))).answers.map(({ classes }) => classes[0])).toEqual([1, 0])
  })

  it('needs no names where its rows are said to be in order', async () => {
    await expect(read(npz({ logits }))).rejects.toThrow(/no array "files" that names the images: it has logits/)
    expect((await read(npz({ logits }), { inOrder: true })).answers.map(({ name }) => name)).toEqual(['0', '1'])
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['cut off', npz({ files, logits }).subarray(0, -40), /end is missing: it is cut off/],
    ['not an archive', Buffer.from('PK\x03\x04 and no more'), /end is missing/],
    ['another check sum', zipped({ 'files.npy': numpyFile(files) }, { crc: 1 }), /files.*damaged/],
    ['more than it says', zipped({ 'files.npy': numpyFile(files) }, { size: 130 }), /files.*holds more than it says/],
    ['compressed otherwise', zipped({ 'files.npy': numpyFile(files) }, { method: 14 }), /another way than deflate/],
    ['no array', zipped({ 'files.npy': Buffer.from('a,b') }), /files: it is no array of numpy/],
    ['a single number', npz({ files, logits: { ...logits, shape: '()' } }), /logits: its shape \[\] wants 4 bytes/],
    ['three dimensions', npz({ files, logits: { ...logits, shape: '(2, 1, 2)' } }), /logits has the shape \[2, 1, 2\]/],
    ['rows beyond all', npz({ files, logits: { ...logits, shape: '(99999999999, 2)' } }), /wants 799999999992 bytes/],
    ['columns beyond all', npz({ files, logits: { ...logits, shape: '(1, 99999999)' } }), /rows of 399999996 bytes/],
    ["Fortran's order", npz({ files, logits: { ...logits, fortran: true } }), /Fortran's order.*ascontiguousarray/],
    ['objects', npz({ files: { ...files, descr: '|O' }, logits }), /files: it holds objects of Python.*dtype=str/],
    ['words for scores', npz({ files, logits: files }), /logits holds no numbers \(U5\)/],
    ['fewer names', npz({ files: words('a.png'), logits }), /2 rows of answers, and 1 of names/],
    ['other classes', npz({ files: words('a'), logits: { ...logits, shape: '(1, 4)' } }), /4 scores of each image/],
    ['labels in one-hot', npz({ files, logits, labels: logits }), /labels has the shape \[2, 2\], and not one label/],
    [
      'a header beyond all',
      zipped({ 'files.npy': numpyFile({ ...files, shape: '(2,)'.padEnd(10_100) }) }),
      /header has \d+ bytes/,
    ],
    ['no answers', npz({ files }), /no array "logits" or "probs"/],
  ])('is refused where it is, or has, %s', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'import-invalid',
      message: expect.stringMatching(message) as string,
    })
  })
})
