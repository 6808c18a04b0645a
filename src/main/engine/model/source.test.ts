import { Buffer } from 'node:buffer'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANY_SIZE, ANY_SIZE_WEIGHTS, encodeCaffemodel } from './caffe/testing/tiny-caffe.ts'
import { loadSource, type ModelSource } from './source.ts'
import { buildClassifier, modelFolder } from './testing/tiny-models.ts'
import type { Remedy } from '../../../shared/remedy.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
const contents = {
  'net.prototxt': ANY_SIZE,
  'NET.PROTOTXT': ANY_SIZE,
  'net.caffemodel': encodeCaffemodel(ANY_SIZE_WEIGHTS),
  'net.onnx': buildClassifier(),
  'solver.prototxt': 'net: "train_val.prototxt"\nbase_lr: 0.01\n',
  'empty.prototxt': '',
  'empty.caffemodel': '',
  'page.prototxt': '<!DOCTYPE html><html></html>',
  'page.caffemodel': '<!DOCTYPE html><html></html>',
  'net.caffemodel.h5': Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]),
  'pointer.caffemodel': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
  'pointer.prototxt': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
  'deploy.txt': ANY_SIZE,
  'weights.bin': encodeCaffemodel(ANY_SIZE_WEIGHTS),
  'saved/saved_model.pb': '',
  'caffe/deploy.prototxt': ANY_SIZE,
  'caffe/net.caffemodel': '',
  'hub/model.onnx': '',
  'optimum/onnx/model.onnx': '',
  'optimum/config.json': '',
  'transformers/config.json': '',
  'transformers/pytorch_model.bin': '',
  'net.mlmodelc/coremldata.bin': '',
  'openvino/net.xml': '',
  'openvino/net.bin': '',
  'paddle/inference.pdmodel': '',
  'checkpoints/checkpoint': '',
  'checkpoints/model.ckpt-1.index': '',
  'tfjs/model.json': '',
  'others/notes.txt': '',
  'long.prototxt': '#'.repeat(16 * 2 ** 20 + 1),
}
beforeAll(async () => {
  files = await modelFolder()
  for (const [name, content] of Object.entries(contents)) await files.write(name, content)
})
afterAll(() => files.remove())

const load = (model: string, weights: string | null) => {
  const at = (name: string) => path.join(files.folder, name)
  return loadSource({ file: at(model), weights: weights === null ? null : at(weights) } satisfies ModelSource)
}

describe('a model in either format', () => {
  it.each([
    ['net.onnx', null, null],
    ['net.prototxt', 'net.caffemodel', { height: 8 }],
    ['NET.PROTOTXT', 'net.caffemodel', { height: 8 }],
    ['deploy.txt', 'weights.bin', { height: 8 }],
  ])('%s with %s', async (model, weights, caffe) => {
    const { description } = await load(model, weights)
    if (caffe) expect(description.caffe).toMatchObject(caffe)
    else expect(description.caffe).toBeNull()
  })
})

describe('what is no model is told what it is, and what to do', () => {
  it.each<[title: string, model: string, weights: string | null, problem: RegExp, remedies?: Remedy[]]>([
    [
      'a network without weights',
      'net.prototxt',
      null,
      /net\.prototxt is a network without weights: its \.caffemodel is needed/,
      [{ do: 'state', option: 'weights' }, { do: 'measure-speed' }],
    ],
    ['one in capitals', 'NET.PROTOTXT', null, /a network without weights/],
    [
      'one under another extension',
      'deploy.txt',
      null,
      /a network without weights/,
      [{ do: 'state', option: 'weights' }, { do: 'measure-speed' }],
    ],
    ['weights under another extension', 'weights.bin', null, /no ONNX file: it holds the weights of a Caffe network/],
    ['a SavedModel', 'saved', null, /saved is no model by itself: it is a SavedModel of TensorFlow: .*--saved-model/],
    ['a folder of Caffe', 'caffe', 'net.caffemodel', /caffe is no model by itself/, [{ do: 'pair-files' }]],
    ['a folder with an ONNX file', 'hub', null, /pass the ONNX file in it, model\.onnx\./],
    ['a folder of Optimum', 'optimum', null, /pass the ONNX file in its folder onnx\./],
    ['a folder of Transformers', 'transformers', null, /Hugging Face Transformers: .*optimum-cli/],
    ['a compiled Core ML model', 'net.mlmodelc', null, /compiled Core ML/],
    ['a folder of OpenVINO', 'openvino', null, /OpenVINO/],
    ['a folder of PaddlePaddle', 'paddle', null, /paddle2onnx/],
    ['checkpoints of TensorFlow', 'checkpoints', null, /checkpoints of TensorFlow/],
    ['a folder of TensorFlow.js', 'tfjs', null, /TensorFlow\.js/],
    ['a web page as a network alone', 'page.prototxt', null, /page\.prototxt is no network of Caffe: it is a web page/],
    ['an empty network alone', 'empty.prototxt', null, /no network of Caffe: it is empty/],
    ['a solver alone', 'solver.prototxt', null, /this is a solver, and no network/],
    ['a web page as weights alone', 'page.caffemodel', null, /page\.caffemodel is no \.caffemodel: it is a web page/],
    ['a pointer as weights alone', 'pointer.caffemodel', null, /is no \.caffemodel: it is a Git LFS pointer/],
    ['weights without a network', 'net.caffemodel', null, /holds weights without a network/, [{ do: 'pair-files' }]],
    [
      'both the other way round',
      'net.caffemodel',
      'net.prototxt',
      /net\.caffemodel is no text: pass the network's \.prototxt as the model, and its \.caffemodel as the weights/,
    ],
    [
      'the network twice',
      'net.prototxt',
      'net.prototxt',
      /net\.prototxt is no \.caffemodel: it is text\. If it is the network's \.prototxt, pass it as the model/,
    ],
    ['an ONNX file with weights', 'net.onnx', 'net.caffemodel', /net\.onnx is an ONNX model, which brings its weights/],
    ['an ONNX file as weights', 'net.prototxt', 'net.onnx', /net\.onnx is no readable \.caffemodel/],
    ['a solver', 'solver.prototxt', 'net.caffemodel', /solver\.prototxt:2: this is a solver, and no network/],
    [
      'an empty network',
      'empty.prototxt',
      'net.caffemodel',
      /empty\.prototxt is no network of Caffe: it is empty: download it again/,
    ],
    [
      'empty weights',
      'net.prototxt',
      'empty.caffemodel',
      /empty\.caffemodel is no \.caffemodel: it is empty: download it again/,
    ],
    [
      'a web page as network',
      'page.prototxt',
      'net.caffemodel',
      /page\.prototxt is no network of Caffe: it is a web page/,
    ],
    [
      'a web page as weights',
      'net.prototxt',
      'page.caffemodel',
      /page\.caffemodel is no \.caffemodel: it is a web page/,
    ],
    [
      'weights in HDF5',
      'net.prototxt',
      'net.caffemodel.h5',
      /is no \.caffemodel: it is in HDF5, .*snapshot_format: BINARYPROTO/,
    ],
    [
      'a Git LFS pointer as weights',
      'net.prototxt',
      'pointer.caffemodel',
      /is no \.caffemodel: it is a Git LFS pointer.*git lfs pull/,
    ],
    [
      'a Git LFS pointer as network',
      'pointer.prototxt',
      'net.caffemodel',
      /is no network of Caffe: it is a Git LFS pointer/,
    ],
    ['a text of megabytes', 'long.prototxt', 'net.caffemodel', /long\.prototxt: no network has that much text/],
  ])('%s', async (_, model, weights, problem, remedies) => {
    await expect(load(model, weights)).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringMatching(problem) as string,
      ...(remedies && { details: { remedies } }),
    })
  })

  it.each([
    ['nowhere.prototxt', 'net.caffemodel'],
    ['net.prototxt', 'nowhere.caffemodel'],
    ['nowhere.prototxt', null],
    ['nowhere.caffemodel', null],
  ])('%s with %s: the file that does not exist is named', async (model, weights) => {
    await expect(load(model, weights)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/nowhere\.\w+ does not exist/) as string,
    })
  })

  it('a folder', async () => {
    await expect(load('others', 'net.caffemodel')).rejects.toMatchObject({ code: 'file-unreadable' })
  })
})
