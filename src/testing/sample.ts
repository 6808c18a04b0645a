import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The bundled sample: a real dataset and really trained networks, there wherever the tests run. */
export const sampleFolder = path.join(import.meta.dirname, '../../resources/sample')
export const sampleDataset = path.join(sampleFolder, 'val')
export const sampleModel = (crop: 227 | 99 | 'any') => path.join(sampleFolder, 'models', `sample_net_${crop}.onnx`)
export const sampleRecipe = (crop: 227 | 99) => path.join(sampleFolder, 'models', `sample_net_${crop}.recipe.json`)

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
