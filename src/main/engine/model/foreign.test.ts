import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { ANY_SIZE, ANY_SIZE_WEIGHTS, encodeBlob, encodeCaffemodel } from './caffe/testing/tiny-caffe.ts'
import { recogniseForeignFile, recogniseNoOnnx } from './foreign.ts'
import { wrapField } from './onnx/write.ts'
import { buildClassifier } from './testing/tiny-models.ts'

const latin1 = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)])
const words = (number: number, text: string) => Buffer.concat(wrapField(number, [Buffer.from(text)]))
const nested = (number: number, ...fields: Buffer[]) => Buffer.concat(wrapField(number, fields))
/** Field 1, as the versions of formats are. */
const versioned = Buffer.of(0x08, 0x01)

const node = nested(1, words(1, 'input'), words(2, 'Placeholder'))

/** A ZIP archive of empty files, as far as its directory tells. */
function zip(...names: string[]): Buffer {
  const local = Buffer.from('PK\x03\x04', 'latin1')
  const entries = names.map((name) => {
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 'latin1')
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    return Buffer.concat([entry, Buffer.from(name)])
  })
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, ...entries, end])
}

describe('what is no model of ours is told what it is, and how one gets to ONNX', () => {
  it.each<[file: string, content: Buffer, says: RegExp]>([
    ['net.pt of torch', zip('archive/data.pkl', 'archive/data/0'), /file of PyTorch.*torch\.onnx\.export/],
    ['TorchScript', zip('net/data.pkl', 'net/code/__torch__.py', 'net/constants.pkl'), /TorchScript.*torch\.jit\.load/],
    ['net.keras', zip('metadata.json', 'config.json', 'model.weights.h5'), /Keras/],
    ['a zipped model', zip('README.md', 'net/model.onnx'), /ONNX file inside: unpack it/],
    ['net.npz', zip('conv1.npy'), /numpy arrays/],
    ['another archive', zip('a.txt'), /ZIP archive/],
    ['an archive that is cut off', zip('archive/data.pkl').subarray(0, 20), /ZIP archive/],
    ...[2, 3, 4, 5].map((protocol): [string, Buffer, RegExp] => [
      `a pickle of protocol ${protocol}`,
      Buffer.of(0x80, protocol, 0x7d, 0x71, 0, 0x2e),
      /pickle.*torch\.onnx\.export/,
    ]),
    ['a pickle of protocol 0', Buffer.from('(dp0\nVstate_dict\np1\n'), /pickle/],
    ['an object in a pickle of protocol 0', Buffer.from('ccopy_reg\n_reconstructor\np0\n'), /pickle/],
    ['a pickle of protocol 1', latin1('}q\0X\n\0\0\0state_dict'), /pickle/],
    ['a git-annex pointer', Buffer.from('/annex/objects/SHA256E-s9--ab.onnx\n'), /git-annex pointer.*git annex get/],
    ['a link of git-annex as text', Buffer.from('../.git/annex/objects/Xq/9k/SHA256E-s9'), /git-annex pointer/],
    ['zeros', Buffer.alloc(5000), /nothing but zeros/],
    ['._net.onnx of macOS', latin1('\0\x05\x16\x07\0\x02\0\0Mac OS X'), /AppleDouble.*without "\._"/],
    ['a web page in UTF-8 with its mark', Buffer.from('\ufeff<!DOCTYPE html>'), /web page/],
    ['graph.pbtxt', Buffer.from('node {\n  name: "x"\n'), /text of a graph of TensorFlow/],
    ['net.onnxtxt', Buffer.from('ir_version: 8\ngraph {'), /ONNX model as text: .*onnx\.save/],
    [
      'net.pdmodel',
      nested(1, Buffer.of(0x08, 0, 0x10, ...Array<number>(9).fill(0xff), 0x01), nested(3, words(1, 'feed'))),
      /PaddlePaddle.*paddle2onnx/,
    ],
    ['net.params', latin1('\x12\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02'), /arrays of MXNet/],
    ['net.weights', latin1('\0\0\0\0\x02\0\0\0\x05\0\0\0\x40'), /weights of a network of Darknet/],
    ['paper.pdf', Buffer.from('%PDF-1.5'), /PDF/],
    ['net.npy', latin1('\x93NUMPY\x01\0v\0{'), /numpy array: a mean image/],
    ['net.h5', latin1('\x89HDF\r\n\x1a\n'), /HDF5.*tf2onnx/],
    ['net.tflite', latin1('\x1c\0\0\0TFL3'), /TensorFlow Lite.*--tflite/],
    ['a frozen graph', Buffer.concat([node, node]), /frozen graph of TensorFlow.*--graphdef/],
    [
      'saved_model.pb',
      Buffer.concat([versioned, nested(2, nested(1, words(1, 'x')), nested(2, node))]),
      /SavedModel: .*--saved-model/,
    ],
    [
      'net.mlmodel',
      Buffer.concat([versioned, nested(2, nested(1, words(1, 'image'))), nested(403, words(1, 'conv'))]),
      /Core ML/,
    ],
    ['predict_net.pb', Buffer.concat([words(1, 'net'), nested(2, words(1, 'data'), words(4, 'Conv'))]), /Caffe2/],
    ['net.xml', latin1('<?xml version="1.0"?>\n<net name="resnet" version="11">'), /OpenVINO/],
    ['another XML', latin1('<?xml version="1.0"?>\n<annotation>'), /HTML or XML/],
    ['net.engine', latin1('ftrt\0\0'), /TensorRT engine/],
    ['net.safetensors', latin1('\x10\0\0\0\0\0\0\0{ "__metadata__"'), /safetensors/],
    ['net.gguf', latin1('GGUF\x03'), /GGUF/],
    ['net.param', latin1('7767517\n120 130\n'), /ncnn/],
    ['net.cfg', latin1('# a\n[net]\nbatch=1\n'), /Darknet/],
    ['symbol.json', latin1('{\n  "nodes": ['), /JSON.*MXNet/],
    ['net.ort', latin1('\x18\0\0\0ORTM'), /ORT format/],
    ['photo.jpg', latin1('\xff\xd8\xff\xe0'), /an image: a dataset is a folder/],
    ['net.tar', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar')]), /tar archive/],
    ['net.xz', latin1('\xfd7zXZ\0'), /compressed/],
  ])('%s', (_, content, says) => {
    expect(recogniseForeignFile(content)).toMatch(says)
  })
})

describe('what is of a format that is read', () => {
  it.each<[file: string, content: Uint8Array]>([
    ['an ONNX file', buildClassifier()],
    ['the text of a Caffe network', Buffer.from(ANY_SIZE)],
    ['weights of Caffe', encodeCaffemodel(ANY_SIZE_WEIGHTS)],
    ['weights of the old Caffe', encodeCaffemodel(ANY_SIZE_WEIGHTS.map((layer) => ({ ...layer, old: true })))],
    ['a mean image', encodeBlob({ dims: [1, 3, 4, 4], form: 'legacy' })],
  ])('is not foreign: %s', (_, content) => {
    expect(recogniseForeignFile(content)).toBeUndefined()
  })

  it.each<[file: string, content: Uint8Array, says: RegExp]>([
    ['the text of a Caffe network', Buffer.from(ANY_SIZE), /text of a Caffe network: .*\.prototxt/],
    ['weights of Caffe', encodeCaffemodel(ANY_SIZE_WEIGHTS), /weights of a Caffe network/],
    [
      'weights of the old Caffe',
      encodeCaffemodel(ANY_SIZE_WEIGHTS.map((layer) => ({ ...layer, old: true }))),
      /weights/,
    ],
    ['a mean image', encodeBlob({ dims: [1, 3, 4, 4], form: 'legacy' }), /a mean image perhaps/],
  ])('is no ONNX file, where that is wanted: %s', (_, content, says) => {
    expect(recogniseNoOnnx(content)).toMatch(says)
  })

  it('an ONNX file is none of the others', () => {
    expect(recogniseNoOnnx(buildClassifier())).toBeUndefined()
  })
})
