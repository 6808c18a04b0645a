import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The bundled sample: a real dataset and really trained networks, there wherever the tests run. */
export const sampleFolder = path.join(import.meta.dirname, '../../resources/sample')
export const sampleDataset = path.join(sampleFolder, 'val')
export const sampleModel = (crop: 227 | 99 | 'any') => path.join(sampleFolder, 'models', `sample_net_${crop}.onnx`)
export const sampleRecipe = (crop: 227 | 99) => path.join(sampleFolder, 'models', `sample_net_${crop}.recipe.json`)

/** Of each class of the sample, one of ImageNet's: beetles, butterflies, fish, fungi, two cranes and two maillots. */
const inImageNet = [
  ...['n02167151', 'n02165456', 'n02279972', 'n02280649', 'n01440764', 'n01443537', 'n12998815', 'n13044778'],
  ...['n02012849', 'n03126707', 'n03710637', 'n03710721'],
]

/** Copies the sample's images into a new folder, their classes called after some of ImageNet's. */
export function copyAsImageNet(folder: string): string {
  const called = readFileSync(path.join(sampleFolder, '../imagenet-classes.txt'), 'utf8').split('\n')
  const folders = readdirSync(sampleDataset).filter((name) => name.startsWith('x'))
  for (const [index, name] of folders.toSorted().entries())
    cpSync(path.join(sampleDataset, name), path.join(folder, inImageNet[index] ?? ''), { recursive: true })
  const classes = inImageNet.map((wnid) => called.find((line) => line.startsWith(wnid)) ?? '')
  writeFileSync(path.join(folder, 'classes.txt'), `${classes.join('\n')}\n`)
  return folder
}

/**
 * Writes a list of the sample's images that gives each another label.
 * @param label of the class at that index
 * @returns the file
 */
export function writeSampleLabels(file: string, label: (index: number) => number): string {
  const folders = readdirSync(sampleDataset).filter((name) => name.startsWith('x'))
  const lines = folders
    .toSorted()
    .flatMap((name, index) =>
      readdirSync(path.join(sampleDataset, name)).map((image) => `${name}/${image} ${label(index)}\n`),
    )
  writeFileSync(file, lines.join(''))
  return file
}
