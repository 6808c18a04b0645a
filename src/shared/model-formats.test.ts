import { expect, it } from 'vitest'
import { recogniseModelFile } from './model-formats.ts'

it.each([
  ['/nets/a.onnx', 'onnx', 'model'],
  ['/nets/DEPLOY.PROTOTXT', 'caffe', 'model'],
  ['net_iter_9.caffemodel', 'caffe', 'weights'],
  ['C:\\nets\\mean.binaryproto', 'caffe', 'mean'],
  ['/nets/ilsvrc_2012_mean.npy', 'caffe', 'mean'],
])('%s is of %s, its %s', (file, format, kind) => {
  expect(recogniseModelFile(file)).toMatchObject({ format, kind })
})

it.each(['a.onnx.txt', 'onnx', '/nets/.onnx', 'a.onnx/b', 'a.', ''])('%s is no file of a model', (file) => {
  expect(recogniseModelFile(file)).toBeUndefined()
})
