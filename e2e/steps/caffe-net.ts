import path from 'node:path'
import { encodeBlob, encodeCaffemodel, layer, network } from '../../src/main/engine/model/caffe/testing/tiny-caffe.ts'
import { noise } from '../../src/main/engine/model/testing/tiny-models.ts'
import { writeFiles } from '../../src/testing/folders.ts'

/** As many as the sample has. */
const CLASSES = 12

/** Layers as AlexNet has them, and few; for a crop of 99. */
const tinyNet = network(
  layer('conv1', 'Convolution', 'data', 'conv1', 'convolution_param { num_output: 8 kernel_size: 7 stride: 4 }') +
    layer('relu1', 'ReLU', 'conv1', 'conv1') +
    layer('norm1', 'LRN', 'conv1', 'norm1', 'lrn_param { local_size: 5 alpha: 0.0001 beta: 0.75 }') +
    layer('pool1', 'Pooling', 'norm1', 'pool1', 'pooling_param { pool: MAX kernel_size: 3 stride: 2 }') +
    layer('fc2', 'InnerProduct', 'pool1', 'fc2', `inner_product_param { num_output: ${CLASSES} }`) +
    layer('prob', 'Softmax', 'fc2', 'prob'),
  99,
)

/** Where the files of a Caffe network lie. */
export interface CaffeFiles {
  file: string
  weights: string
  mean: string
}

/** Writes a network that nobody trained, its weights and the mean image of images of 128×128 into a folder. */
export function writeCaffeNet(folder: string): CaffeFiles {
  const [file, weights, mean] = ['deploy.prototxt', 'tiny_net.caffemodel', 'mean.binaryproto'] as const
  writeFiles(folder, {
    [file]: tinyNet,
    [weights]: encodeCaffemodel([
      { name: 'conv1', blobs: [blob([8, 3, 7, 7]), blob([8])] },
      { name: 'fc2', blobs: [blob([CLASSES, 8 * 12 * 12]), blob([CLASSES])] },
    ]),
    [mean]: encodeBlob({ ...blob([1, 3, 128, 128], 40, 110), form: 'legacy' }),
  })
  const at = (name: string) => path.join(folder, name)
  return { file: at(file), weights: at(weights), mean: at(mean) }
}

/** Numbers around another. */
function blob(dims: number[], spread = 0.01, around = 0) {
  const data = noise(dims.reduce((product, dim) => product * dim, 1)).map((value) => around + spread * value)
  return { dims, data }
}
