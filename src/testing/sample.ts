import path from 'node:path'

/** The bundled sample: a real dataset and really trained networks, there wherever the tests run. */
export const sampleFolder = path.join(import.meta.dirname, '../../resources/sample')
export const sampleDataset = path.join(sampleFolder, 'val')
export const sampleModel = (crop: 227 | 99 | 'any') => path.join(sampleFolder, 'models', `sample_net_${crop}.onnx`)
export const sampleRecipe = (crop: 227 | 99) => path.join(sampleFolder, 'models', `sample_net_${crop}.recipe.json`)
