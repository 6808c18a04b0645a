import path from 'node:path'
import { expect, it } from 'vitest'
import { describeFoundingSize } from '../../../shared/published.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { readFoundingWeights } from './founding-weights.ts'

/** Which row each file of a folder is of, and which are of none. */
async function look(...names: string[]) {
  const folder = temporaryFolder()
  writeFiles(folder, Object.fromEntries(names.map((name) => [name, ''])))
  const { found, unmatched } = await readFoundingWeights(folder)
  return {
    found: Object.fromEntries(found.map(({ size, file }) => [describeFoundingSize(size), path.basename(file)])),
    unmatched: unmatched.map((file) => path.basename(file)),
  }
}

it('knows the weights of all rows by their names, in the order of the table', async () => {
  const names = ['vgg_f_extralayer_128_111', 'vgg_f_extralayer_128_99', 'vgg_f_128_99', 'alexnet_128_111'].concat([
    'alexnet_128_99',
    'alexnet_256_227',
  ])
  const { found, unmatched } = await look(...names.map((name) => `${name}.caffemodel`))
  expect(Object.entries(found)).toEqual([
    ['AlexNet 256/227', 'alexnet_256_227.caffemodel'],
    ['AlexNet 128/99', 'alexnet_128_99.caffemodel'],
    ['AlexNet 128/111', 'alexnet_128_111.caffemodel'],
    ['VGG_F 128/99', 'vgg_f_128_99.caffemodel'],
    ['VGG_F_extralayer 128/99', 'vgg_f_extralayer_128_99.caffemodel'],
    ['VGG_F_extralayer 128/111', 'vgg_f_extralayer_128_111.caffemodel'],
  ])
  expect(unmatched).toEqual([])
})

it.each([
  ['alexnet-128x128-crop99.CaffeModel', 'AlexNet 128/99'],
  ['bvlc_AlexNet-256x227_iter_450000.caffemodel', 'AlexNet 256/227'],
  ['VGGF.128.99.caffemodel', 'VGG_F 128/99'],
  ['vgg-f-extra-layer_128x99.caffemodel', 'VGG_F_extralayer 128/99'],
  ['vggf 128 99.caffemodel', 'VGG_F 128/99'],
  ['99-of-128 VGG-F extra layer.caffemodel', 'VGG_F_extralayer 128/99'],
  ['vgg_f_128x111_extralayer.caffemodel', 'VGG_F_extralayer 128/111'],
])('takes %s for %s', async (name, size) => {
  expect(await look(name)).toEqual({ found: { [size]: name }, unmatched: [] })
})

it('names the files that are of no row, and passes over those that are no weights', async () => {
  const none = [
    'alexnet_128.caffemodel',
    'alexnet_224_99.caffemodel',
    'caffenet_256_227.caffemodel',
    'malexnet_128_99.caffemodel',
  ]
  const others = ['alexnet_256_227.prototxt', 'alexnet_256_227.caffemodel.sha1']
  expect(await look(...none, ...others)).toEqual({ found: {}, unmatched: none })
})

it('refuses a name of two rows, two files of one row, and what is no folder', async () => {
  await expect(look('alexnet_128_99_111.caffemodel')).rejects.toThrow(
    /alexnet_128_99_111\.caffemodel is named for AlexNet 128\/99 and AlexNet 128\/111: name it for the row/,
  )
  await expect(look('alexnet_128_99_iter_1.caffemodel', 'alexnet_128_99_iter_2.caffemodel')).rejects.toThrow(
    /iter_1\.caffemodel and .*iter_2\.caffemodel are both named for AlexNet 128\/99: leave one of them/,
  )
  await expect(readFoundingWeights(path.join(temporaryFolder(), 'gone'))).rejects.toMatchObject({
    code: 'file-unreadable',
    message: expect.stringMatching(/^Cannot look into the folder .*gone: ENOENT/) as string,
  })
})
