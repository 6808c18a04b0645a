import path from 'node:path'

const sample = path.join(import.meta.dirname, '../../resources/sample')

/** The bundled sample: a real dataset and really trained networks, there wherever the tests run. */
export const sampleDataset = path.join(sample, 'val')
export const sampleModel = (crop: 227 | 99) => path.join(sample, 'models', `sample_net_${crop}.onnx`)
export const sampleRecipe = (crop: 227 | 99) => path.join(sample, 'models', `sample_net_${crop}.recipe.json`)
