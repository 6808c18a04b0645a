import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { findResources } from '../../../resources.ts'
import { listFiles } from '../list-files.ts'
import { readContents, type ContentsOptions } from '../read-contents.ts'
import { META } from '../testing/meta-mat.ts'

const resources = findResources()
const GROUND_TRUTH = 'ILSVRC2012_validation_ground_truth.txt'
const SYNSET_LABELS = 'imagenet_2012_validation_synset_labels.txt'
const image = (number: number) => `ILSVRC2012_val_${String(number).padStart(8, '0')}.JPEG`
const images = (...numbers: number[]) => Object.fromEntries(numbers.map((number) => [image(number), '']))

/** A folder above that of the images. */
let around: string
let root: string
beforeEach(() => {
  around = temporaryFolder()
  root = path.join(around, 'val')
})
const read = (options: Partial<ContentsOptions> = {}) => readContents(listFiles, { root, resources, ...options })
const labels = async (options: Partial<ContentsOptions> = {}) => (await read(options)).files.map(({ label }) => label)
const write = (folder: string, files: Record<string, string | Uint8Array>) => writeFiles(folder, files)

describe("ILSVRC2012's ground truth", () => {
  it('means the classes of the devkit, in their own order, for all 1000 of them', async () => {
    const ids = Array.from({ length: 1000 }, (_, i) => i + 1)
    write(root, images(...ids))
    write(root, { [GROUND_TRUTH]: `${ids.join('\n')}\n` })
    const { files, classes, layout } = await read()
    const shipped = readFileSync(path.join(resources, 'ilsvrc2012-devkit-order.txt'), 'utf8').trimEnd().split('\n')
    expect(layout).toBe('devkit')
    expect(files.map(({ label }, i) => `${classes[label ?? -1]?.wnid} ${i + 1}`)).toEqual(shipped)
    expect(new Set(files.map(({ label }) => label)).size).toBe(1000)
    expect(files.filter(({ label }, i) => label === i)).toEqual([])
    // Of the first images of the validation set, as Caffe's val.txt has them.
    write(root, { [GROUND_TRUTH]: ['490', '361', '171', '822', '297', ...ids.slice(5)].join('\n') })
    expect((await labels()).slice(0, 5)).toEqual([65, 970, 230, 809, 516])
  })

  it('labels the images that are there by their numbers, never by their places', async () => {
    write(root, { ...images(2, 4), 'more/x_00000003.png': '', [GROUND_TRUTH]: '490\n361\n171\n822\n' })
    const { files, labelsFile, warnings, ignored } = await read()
    expect(files.map(({ path, label, fault }) => [path, label, fault])).toEqual([
      [image(2), 970, null],
      [image(4), 809, null],
      ['more/x_00000003.png', 230, null],
    ])
    expect({ labelsFile, ignored }).toEqual({ labelsFile: path.join(root, GROUND_TRUTH), ignored: [] })
    expect(warnings).toEqual([`1 of the 4 lines of ${GROUND_TRUTH} are of images that are not there.`])
  })

  it.each(['', 'data', 'ILSVRC2012_devkit_t12', 'ILSVRC2012_devkit_t12/data'])(
    'is found in the folder above, "%s"',
    async (place) => {
      write(root, images(1, 2))
      write(path.join(around, place), { [GROUND_TRUTH]: '490\n361' })
      expect(await labels()).toEqual([65, 970])
    },
  )

  it('is found where the devkit is stated, or lies with the images', async () => {
    write(root, { ...images(1, 2), [`ILSVRC2012_devkit_t12/data/${GROUND_TRUTH}`]: '490\n361' })
    expect(await labels()).toEqual([65, 970])
    const devkit = temporaryFolder()
    write(devkit, { [`data/${GROUND_TRUTH}`]: '171\n822' })
    expect(await labels({ labelsFile: devkit })).toEqual([230, 809])
  })

  it('has the order of the meta.mat or the map_clsloc.txt that lies beside it', async () => {
    write(root, { ...images(1, 2), [GROUND_TRUTH]: '2\n1' })
    expect(await labels()).toEqual([212, 278])
    write(root, { 'map_clsloc.txt': 'n01440764 2 tench\nn01443537 1 goldfish\n' })
    expect(await labels()).toEqual([0, 1])
    write(root, { 'meta.mat': META })
    expect(await labels()).toEqual([278, 212])
  })

  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    [
      'more images than lines',
      { [GROUND_TRUTH]: '490' },
      /has 1 lines: none is of ILSVRC2012_val_00000002\.JPEG, number 2\.$/,
    ],
    [
      'no number',
      { [GROUND_TRUTH]: '490\nfish' },
      /line 2: "fish" is not a number alone, as the lines before it are\.$/,
    ],
    ['an empty line', { [GROUND_TRUTH]: '490\n\n361' }, /line 2: it is empty\.$/],
    ['an id that is none', { [GROUND_TRUTH]: '490\n0' }, /0, the number of image 2, is no ILSVRC2012_ID, 1 to 1000/],
    ['an id beyond', { [GROUND_TRUTH]: '490\n1001' }, /1001, the number of image 2, is no ILSVRC2012_ID/],
    [
      'two images of a number',
      { [GROUND_TRUTH]: '490\n361', 'b/ILSVRC2012_val_00000001.png': '' },
      /are both number 1 of/,
    ],
    [
      'a damaged map',
      { [GROUND_TRUTH]: '2\n1', 'map_clsloc.txt': 'n01440764 2\ntench\n' },
      /map_clsloc\.txt, line 2: "tench" is no class/,
    ],
    [
      'a map that says an id twice',
      { [GROUND_TRUTH]: '2\n1', 'map_clsloc.txt': 'n01440764 2\nn01443537 2' },
      /line 2: 2 was there before/,
    ],
    ['an empty map', { [GROUND_TRUTH]: '2\n1', 'map_clsloc.txt': '\n' }, /map_clsloc\.txt holds no class/],
    [
      'a map that lacks an id',
      { [GROUND_TRUTH]: '2\n1', 'map_clsloc.txt': 'n01440764 2' },
      /1, the number of image 2, is no/,
    ],
    [
      'a damaged meta.mat',
      { [GROUND_TRUTH]: '2\n1', 'meta.mat': META.subarray(0, 300) },
      /meta\.mat: it is cut off, or damaged\. It should be/,
    ],
    [
      'another meta.mat',
      { [GROUND_TRUTH]: '2\n1', 'meta.mat': 'text' },
      /meta\.mat: it is no MATLAB file of version 5\./,
    ],
  ])('with %s is refused in a line', async (_, files, problem) => {
    write(root, { ...images(1, 2), ...files })
    await expect(read()).rejects.toMatchObject({
      code: 'labels-invalid',
      message: expect.stringMatching(problem) as string,
    })
    await expect(read()).rejects.not.toThrow('\n')
  })
})

describe("TensorFlow's list of the validation set", () => {
  it('has an id a line, in the order of the images', async () => {
    write(root, images(1, 2, 3))
    write(around, { [SYNSET_LABELS]: 'n01440764\nN01443537\nn99999999\n' })
    const { files, layout } = await read()
    expect(layout).toBe('synset-labels')
    expect(files.map(({ label, fault }) => [label, fault?.reason])).toEqual([
      [0, undefined],
      [1, undefined],
      [null, 'unknown-class'],
    ])
  })

  it('is of images without numbers in the order of their names, if there are as many as lines', async () => {
    write(root, { 'a.JPEG': '', 'b.JPEG': '', 'notes.txt': '' })
    write(around, { [SYNSET_LABELS]: 'n01440764\nn01443537' })
    const { files, warnings } = await read()
    expect(files.map(({ path, label }) => [path, label])).toEqual([
      ['a.JPEG', 0],
      ['b.JPEG', 1],
    ])
    expect(warnings).toEqual([
      expect.stringMatching(/in the order of their names: the first, n01440764, for a\.JPEG\.$/),
    ])
    const labelsFile = path.join(around, SYNSET_LABELS)
    write(root, { 'c.JPEG': '' })
    await expect(read({ labelsFile })).rejects.toThrow(
      /has 2 lines for images in the order of their names, .* 3 images, .*: a\.JPEG has none\.$/,
    )
    write(root, { 'd_00000004.JPEG': '' })
    await expect(read({ labelsFile })).rejects.toThrow(/has 2 lines .* 4 images/)
    await expect(read({ labelsFile: around })).rejects.toThrow(
      /holds neither ILSVRC2012_validation_ground_truth\.txt nor an XML file/,
    )
  })

  it('without images is said', async () => {
    write(root, { 'notes.txt': '' })
    write(around, { [SYNSET_LABELS]: 'n01440764' })
    await expect(read({ labelsFile: path.join(around, SYNSET_LABELS) })).rejects.toThrow(
      /holds no image that .* could label/,
    )
  })
})
