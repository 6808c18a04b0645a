import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { ClassLookup } from '../dataset/index.ts'
import { ImportFile } from './import-file.ts'
import { readCsv } from './read-csv.ts'
import { readJsonAnswers } from './read-json.ts'
import type { Told } from './read-table.ts'

const lookup = new ClassLookup([
  { index: 0, wnid: 'n01440764', name: 'tench, Tinca tinca' },
  { index: 1, wnid: 'n02012849', name: 'crane' },
  { index: 2, wnid: 'n03126707', name: 'crane' },
])

async function read(text: string, told: Partial<Told> = {}) {
  const folder = temporaryFolder()
  writeFiles(folder, { run: text })
  const file = await ImportFile.of(path.join(folder, 'run'))
  const all = { lookup, inOrder: false, ...told }
  return (await file.form()) === 'json' ? readJsonAnswers(file, all) : readCsv(file, all, new AbortController().signal)
}

const short = async (text: string, told?: Partial<Told>) =>
  (await read(text, told)).answers.map(({ name, label, classes, probabilities }) => [
    name,
    label,
    classes,
    probabilities,
  ])

const refused = (message: RegExp) => ({
  code: 'import-invalid',
  message: expect.stringMatching(message) as string,
})

/** What timm's inference.py writes of an image. */
const timm = {
  'columns of their own':
    'filename,index_0,index_1,label_0,label_1,prob_0,prob_1\na.JPEG,0,2,"tench, Tinca tinca",crane,0.75,0.125\n',
  'lists as numpy prints them': 'filename,index,prob\na.JPEG,[0 2],"[0.75\n 0.125]"\n',
  'JSON by name': '{"a.JPEG": {"index": [0, 2], "prob": [0.75, 0.125]}}',
  'JSON in columns': '{"columns": ["filename", "index", "prob"], "data": [["a.JPEG", [0, 2], [0.75, 0.125]]]}',
  'JSON, an object a line': '{"filename": "a.JPEG", "index": [0, 2], "prob": [0.75, 0.125]}\n',
}

describe('a table of best classes', () => {
  it.each(Object.entries(timm))("is read as timm's inference.py writes it: %s", async (_, text) => {
    expect(await short(text)).toEqual([['a.JPEG', null, [0, 2], [0.75, 0.125]]])
  })

  it("is read with scikit-learn's names, and where the first entry of JSON lacks what others have", async () => {
    expect(await short('file,y_true,y_pred,y_prob\na,0,1,0.5\n')).toEqual([['a', 0, [1], [0.5]]])
    expect(await short('[{"file": "a", "top1": 1}, {"file": "b", "top1": 0, "target": 2}]')).toEqual([
      ['a', null, [1], null],
      ['b', 2, [0], null],
    ])
  })

  it('may have one class an image, by its name or its id', async () => {
    expect(await short('filename,label,prob\na.JPEG,"tench, Tinca tinca",0.75\nb.JPEG,n02012849,0.5\n')).toEqual([
      ['a.JPEG', null, [0], [0.75]],
      ['b.JPEG', null, [1], [0.5]],
    ])
  })

  it('may have indices, the true class beside them, and rows without an answer', async () => {
    expect(await short('file;label;top1;top2\r\na.png;0;1;Tinca tinca\r\nb.png;n02012849;;\r\n')).toEqual([
      ['a.png', 0, [1, 0], null],
      ['b.png', 1, [], null],
    ])
  })

  it('leaves out a background in front of the classes', async () => {
    const background = 'file,top1,top2,p1,p2\na,0,3,0.5,0.25\n'
    expect(await short(background, { classOffset: -1 })).toEqual([['a', null, [2], [0.25]]])
  })

  it('has no confidence where its scores are logits', async () => {
    const found = await read('file,top1,top2,logit1,logit2\na,0,1,17.5,3\n')
    expect(found).toMatchObject({ outputKind: null, warnings: [expect.stringContaining('give no probabilities')] })
    expect(found.answers[0]?.probabilities).toBe(null)
  })

  it.each([
    ['a class beyond all', 'file,top1\na,0\nb,3\n', /line 3: 3 is none of the dataset's 3 classes, 0…2/],
    ['a word that is no class', 'file,pred\na,pike\n', /line 2: "pike" is none of the dataset's 3 classes/],
    ['a name of two classes', 'file,pred\na,crane\n', /line 2: "crane" may be n02012849 or n03126707/],
    ['a probability beyond 1', 'file,top1,p1\na,0,1.5\n', /line 2: "1.5" is no probability/],
    ['no probability', 'file,top1,p1\na,0,nan\n', /line 2: "nan" is no probability/],
    ['probabilities that ascend', 'file,top1,top2,p1,p2\na,0,1,0.1,0.5\n', /do not descend: 0.5 comes after 0.1/],
    ['fewer probabilities', 'file,top1,top2,p1,p2\na,0,1,0.5,\n', /2 classes and 1 probabilities/],
    ['probabilities of some', 'file,top1,p1\na,0,0.5\nb,1,\n', /line 3: it has no probability, where others have one/],
    ['a class twice', 'file,top1,top2\na,1,1\n', /it has class 1 twice/],
    ['a hole', 'file,top1,top2\na,,1\n', /line 2: "" is none/],
    ['a row that is cut off', 'file,top1,top2\na,1,2\nb,1\n', /line 3: it has 2 cells where the first line has 3/],
    ['no name', 'file,top1\n,1\n', /line 2: it names no image/],
    ['no column of names', 'when,top1\na,1\n', /line 1: no column is called as one that names images/],
    ['no header', 'a.JPEG,0,1\n', /line 1: no column is called/],
    ['no row', 'file,top1\n', /it has no row/],
    ['nothing', '\n', /it is empty/],
    ['a quote that is never closed', `file,top1\n"a,${'1,'.repeat(2_200_000)}`, /line 2: it goes on for millions/],
    ['UTF-16', 'f\0i\0l\0e\0', /no text in UTF-8/],
    ['damaged JSON', '{"a": {"index": 0}', /line 1: as JSON, it is damaged/],
    ['other JSON', '[1, 2]', /entry 1: it is no object/],
  ])('is refused with %s', async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject(refused(message))
  })
})

describe("MLPerf's accuracy log", () => {
  /** As LoadGen's AsyncLog::LogAccuracy writes it. */
  const log = (...entries: [image: number, data: string][]) =>
    `[${entries.map(([image, data], i) => `\n{ "seq_id" : ${i}, "qsl_idx" : ${image}, "data" : "${data}" }`).join(',')}\n]\n`

  it.each([
    ['float32', '00000040', '00000000'],
    ['int32', '02000000', '00000000'],
    ['int64', '0200000000000000', '0000000000000000'],
  ])('is read with classes in %s, of numbered images, the first answer of each', async (_, two, none) => {
    const { answers, ...more } = await read(log([1, two], [0, none], [1, none]))
    expect(answers.map(({ name, where, classes }) => [name, where, classes])).toEqual([
      ['1', 'entry 1', [2]],
      ['0', 'entry 2', [0]],
    ])
    expect(more).toMatchObject({ numbered: 'names', outputs: null, outputKind: null })
  })

  it.each([
    ['a class beyond all', log([0, '00004040']), /its data are no classes below 3 in float32, int32, int64/],
    ['data of several types', log([0, '00000040'], [1, '02000000']), /its data are no classes below 3/],
    ['no data', log([0, '00000040'], [1, '']), /its data are no classes below 3/],
    ['data not in hex', log([0, '0000004']), /entry 1: it has no "qsl_idx" with a number, or no "data" in hex/],
  ])('is refused with %s', async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject(refused(message))
  })
})

describe('a table of scores', () => {
  it('is ranked as a run ranks them, and softmax makes probabilities of logits', async () => {
    const { answers, ...more } = await read('file,target,logit_0,logit_1,logit_2\na,2,1,3,3\nb,0,-inf,0,-inf\n')
    expect(more).toMatchObject({ outputKind: 'logits', outputs: 3, classOffset: 0 })
    expect(answers.map(({ label, classes }) => [label, classes])).toEqual([
      [2, [1, 2, 0]],
      [0, [1, 0, 2]],
    ])
    const sum = 1 + 2 * Math.exp(2)
    const shares = [Math.exp(2) / sum, Math.exp(2) / sum, 1 / sum]
    answers[0]?.probabilities?.forEach((share, i) => expect(share).toBeCloseTo(shares[i] ?? 0, 12))
    expect(answers[1]?.probabilities).toEqual([1, 0, 0])
  })

  it('takes scores that add up to 1 for probabilities, and others for logits, where no name says so', async () => {
    expect(await read('image,0,1,2\na,0.2,0.7,0.1\nb,1,0,0\n')).toMatchObject({ outputKind: 'probabilities' })
    expect(await read('image,0,1,2\na,0.2,0.7,0.1\nb,1,1,0\n')).toMatchObject({
      outputKind: 'logits',
      outputKindReason: 'they add up to 1 to 2',
    })
  })

  it('may have its columns called by ids, in any order', async () => {
    expect(await short('file,n03126707,n01440764,n02012849\na,0.7,0.1,0.2\n')).toEqual([
      ['a', null, [2, 1, 0], [0.7, 0.2, 0.1]],
    ])
  })

  it('has a background in front where there is one score more: it is in the sum, and no class', async () => {
    const { answers, classOffset } = await read('file,prob_0,prob_1,prob_2,prob_3\na,0.4,0.1,0.2,0.3\n')
    expect(classOffset).toBe(-1)
    expect(answers[0]).toMatchObject({ classes: [2, 1, 0], probabilities: [0.3, 0.2, 0.1] })
  })

  it('has no answer where a score is no number', async () => {
    const rows = await short('file,logit_0,logit_1,logit_2\na,1,nan,2\nb,1,,2\nc,-inf,-inf,-inf\n')
    expect(rows.map(([, , classes]) => classes)).toEqual([[], [], []])
  })

  it('is read with a mark in front, and with quotes around line ends', async () => {
    expect(await short('\ufefffile,prob_0,prob_1,prob_2\r\n"a\nb",0.5,0.25,0.25\r\n"c",0,0,1')).toEqual([
      ['a\nb', null, [0, 1, 2], [0.5, 0.25, 0.25]],
      ['c', null, [2, 0, 1], [1, 0, 0]],
    ])
  })

  it.each([
    ['another number of classes', 'file,logit_0,logit_1\na,1,2\n', /2 scores of each image, and the dataset 3 classes/],
    ['a gap', 'file,logit_0,logit_1,logit_3\na,1,2,3\n', /not numbered one by one: 3 comes after 1/],
    ['another begin', 'file,logit_1,logit_2,logit_3\na,1,2,3\n', /begin with 1, and not with 0/],
    ['a word', 'file,logit_0,logit_1,logit_2\na,1,high,3\n', /line 2: "high" is no score/],
    ['a probability below 0', 'file,prob_0,prob_1,prob_2\na,-0.5,1,0.5\n', /line 2: -0.5 is no probability/],
  ])('is refused with %s', async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject(refused(message))
  })
})
