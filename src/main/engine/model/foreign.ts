import { Buffer } from 'node:buffer'
import { isCaffeText } from '../../../shared/model-formats.ts'
import { protobufKind, type ProtobufKind } from './foreign/protobuf-kind.ts'
import { zipNames } from './foreign/zip-names.ts'

/** A file as it is recognised. */
interface Content {
  /** Its first KiB, a letter for each byte, without the mark that text in UTF-8 may begin with. */
  head: string
  /** The names in it, where it is a ZIP archive. */
  names: readonly string[]
  protobuf: ProtobufKind | undefined
}

/** What a file that is no model of ours is instead, and what to do about it. */
interface Lookalike {
  matches: (content: Content) => boolean
  advice: string
}

const starts =
  (magic: string, at = 0) =>
  ({ head }: Content) =>
    head.startsWith(magic, at)
const startsAny =
  (...magics: string[]) =>
  ({ head }: Content) =>
    magics.some((magic) => head.startsWith(magic))
const says =
  (pattern: RegExp) =>
  ({ head }: Content) =>
    pattern.test(head)
const holds =
  (...endings: string[]) =>
  ({ names }: Content) =>
    endings.every((ending) => names.some((name) => name.endsWith(ending)))
const isProtobuf =
  (kind: ProtobufKind) =>
  ({ protobuf }: Content) =>
    protobuf === kind

const PICKLES = ['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05']
/** Of protocols 0 and 1, which state none, what is put into it first: a dictionary, a list, or an object of a class. */
const OLD_PICKLE = /^(?:\(?[dl]p\d|[\]}]q\0|c[\w.]+\n\w+\n)/

const FROM_TORCH = "load it in Python with the network's own code, and export that with torch.onnx.export"
const FROM_TENSORFLOW = 'convert it to ONNX with tf2onnx (python -m tf2onnx.convert'
const FROM_ORIGIN = 'export the model that it was made from to ONNX, and pass that file'

/** Each row is tried in turn: what is told by more stands before what is told by less. */
const lookalikes: readonly Lookalike[] = [
  { matches: ({ head }) => head === '', advice: 'it is empty: download it again' },
  {
    matches: starts('version https://git-lfs'),
    advice: 'it is a Git LFS pointer, not the model itself: run `git lfs pull` where it came from',
  },
  {
    matches: says(/^(?:\/|(?:\.\.\/)*\.git\/)annex\/objects\//),
    advice: 'it is a git-annex pointer, not the model itself: run `git annex get` where it came from',
  },
  { matches: says(/^\0+$/), advice: 'it holds nothing but zeros as far as looked: download or copy it again' },
  {
    matches: starts('\0\x05\x16\x07'),
    advice: 'it is what macOS keeps beside a file (AppleDouble): pass the one of that name without "._"',
  },
  {
    matches: says(/^\s*(<\?xml[^>]*>\s*)?<net[\s>]/),
    advice: `it is the text of an OpenVINO model, which OpenVINO does not convert back: ${FROM_ORIGIN}`,
  },
  {
    matches: says(/^\s*</),
    advice: 'it is a web page (HTML or XML), perhaps an error message: download the model again',
  },
  {
    matches: holds('data.pkl', 'constants.pkl'),
    advice: 'it is a TorchScript model: load it with torch.jit.load in Python, and export that with torch.onnx.export',
  },
  { matches: holds('data.pkl'), advice: `it is a file of PyTorch (.pt, .pth): ${FROM_TORCH}` },
  {
    matches: holds('model.weights.h5'),
    advice: 'it is a Keras model: load it in Python, and export it with model.export(file, format="onnx") or tf2onnx',
  },
  { matches: holds('.onnx'), advice: 'it is a ZIP archive with an ONNX file inside: unpack it, and pass that file' },
  { matches: holds('.npy'), advice: `it is a ZIP archive of numpy arrays, weights without a network: ${FROM_ORIGIN}` },
  {
    matches: starts('PK\x03\x04'),
    advice: `it is a ZIP archive (a PyTorch .pt, perhaps): unpack it, or ${FROM_TORCH}`,
  },
  {
    matches: (content) => startsAny(...PICKLES)(content) || says(OLD_PICKLE)(content),
    advice: `it is a Python pickle, as an old PyTorch file (.pt, .pth): ${FROM_TORCH}`,
  },
  {
    matches: starts('\x93NUMPY'),
    advice: `it is a numpy array: a mean image, which goes with a Caffe network, or weights without a network. Of those, ${FROM_ORIGIN}`,
  },
  { matches: starts('\x1f\x8b'), advice: 'it is gzip-compressed: unpack it first' },
  {
    matches: startsAny('BZh', '\xfd7zXZ', '7z\xbc\xaf', '(\xb5/\xfd', 'Rar!'),
    advice: 'it is compressed: unpack it first',
  },
  { matches: starts('ustar', 257), advice: 'it is a tar archive: unpack it first' },
  {
    matches: starts('\x89HDF'),
    advice: `it is an HDF5 file (Keras, perhaps): load it in Python, and ${FROM_TENSORFLOW} --keras FILE --output net.onnx)`,
  },
  {
    matches: starts('TFL3', 4),
    advice: `it is a TensorFlow Lite model: ${FROM_TENSORFLOW} --tflite FILE --output net.onnx)`,
  },
  {
    matches: isProtobuf('graph-def'),
    advice: `it is a frozen graph of TensorFlow: ${FROM_TENSORFLOW} --graphdef FILE --inputs NAME:0 --outputs NAME:0 --output net.onnx)`,
  },
  {
    matches: isProtobuf('saved-model'),
    advice: `it is part of a TensorFlow SavedModel: ${FROM_TENSORFLOW} --saved-model FOLDER --output net.onnx), with the folder that it lies in`,
  },
  { matches: isProtobuf('core-ml'), advice: `it is a Core ML model: ${FROM_ORIGIN}` },
  {
    matches: isProtobuf('paddle'),
    advice:
      'it is a network of PaddlePaddle: convert it to ONNX with paddle2onnx, with the parameters that lie beside it',
  },
  { matches: isProtobuf('caffe2'), advice: `it is a network of Caffe2: ${FROM_ORIGIN}` },
  {
    matches: starts('ORTM', 4),
    advice: "it is in ONNX Runtime's own ORT format: pass the .onnx file it was made from",
  },
  {
    matches: startsAny('ptrt', 'ftrt'),
    advice: 'it is a TensorRT engine, built for one GPU: pass the .onnx file it was built from',
  },
  {
    matches: ({ head }) => head.startsWith('\0\0', 6) && /^\{\s*"/.test(head.slice(8)),
    advice: `it is a safetensors file, weights without a network: ${FROM_TORCH}`,
  },
  { matches: starts('GGUF'), advice: `it is a GGUF file, weights without a network: ${FROM_ORIGIN}` },
  {
    matches: starts('\x12\x01\0\0\0\0\0\0'),
    advice: `it holds arrays of MXNet, weights without a network: ${FROM_ORIGIN}`,
  },
  {
    matches: startsAny('\0\0\0\0\x01\0\0\0', '\0\0\0\0\x02\0\0\0'),
    advice: 'it holds the weights of a network of Darknet: convert it to ONNX first, with its .cfg',
  },
  {
    matches: says(/^\s*(#.*\n\s*)*(node\s*\{|saved_model_schema_version\s*:)/),
    advice: `it is the text of a graph of TensorFlow: ${FROM_ORIGIN}`,
  },
  { matches: says(/^\s*ir_version\s*:/), advice: 'it is an ONNX model as text: save it in binary, with onnx.save' },
  { matches: starts('%PDF-'), advice: 'it is a PDF document' },
  { matches: says(/^7767517\s/), advice: `it is the text of an ncnn model: ${FROM_ORIGIN}` },
  { matches: says(/^\s*(#.*\n\s*)*\[net(work)?\]/), advice: 'it is a network of Darknet: convert it to ONNX first' },
  {
    matches: says(/^\s*\{/),
    advice: `it is JSON: a description of a model, perhaps, as MXNet, Keras and TensorFlow.js have it: ${FROM_ORIGIN}`,
  },
  {
    matches: startsAny('\xff\xd8\xff', '\x89PNG', 'GIF8', 'RIFF', 'II*\0', 'MM\0*'),
    advice: 'it is an image: a dataset is a folder of images',
  },
]

/** What is Caffe's, where it is not asked for: a Caffe network goes by its extension, or by how its text begins. */
const ofCaffe: readonly Lookalike[] = [
  {
    matches: isProtobuf('caffe-weights'),
    advice: "it holds the weights of a Caffe network: pass the network's text as the model",
  },
  {
    matches: isProtobuf('caffe-blob'),
    advice: 'it is a blob of Caffe, a mean image perhaps, which goes with a network',
  },
  {
    matches: ({ head }) => isCaffeText(head),
    advice: 'it is the text of a Caffe network: its name should end in .prototxt',
  },
]

/** As much of a file as tells what its first letters say; the text of a network may begin with a licence. */
const HEAD = 2 ** 14

/**
 * Says what a file is that people take for a model, and what to do about it; undefined where it may be what was asked for.
 * @param content the whole file, or its beginning
 */
export function recogniseForeignFile(content: Uint8Array): string | undefined {
  const read = contentOf(content)
  return lookalikes.find(({ matches }) => matches(read))?.advice
}

/** The same, where it has to be an ONNX file: what is Caffe's is foreign as well. */
export function recogniseNoOnnx(content: Uint8Array): string | undefined {
  const read = contentOf(content)
  return [...lookalikes, ...ofCaffe].find(({ matches }) => matches(read))?.advice
}

function contentOf(content: Uint8Array): Content {
  const head = Buffer.from(content.subarray(0, HEAD))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
  const isZip = head.startsWith('PK\x03\x04')
  return { head, names: isZip ? zipNames(content) : [], protobuf: isZip ? undefined : protobufKind(content) }
}
