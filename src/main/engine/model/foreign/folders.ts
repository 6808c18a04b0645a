import { readdir } from 'node:fs/promises'
import { AcuityError } from '../../../../shared/errors.ts'
import type { Remedy } from '../../../../shared/remedy.ts'

/** A folder that people take for a model, by the names in it, and what to do about it. */
interface Folder {
  matches: (names: readonly string[]) => boolean
  says: (names: readonly string[]) => string
  remedies?: readonly Remedy[]
}

/** The first name with that ending, in any case. */
const ending = (end: string, names: readonly string[]) => names.find((name) => name.toLowerCase().endsWith(end))
const has =
  (...ends: string[]) =>
  (names: readonly string[]) =>
    ends.every((end) => ending(end, names) !== undefined)

const FROM_ORIGIN = 'export the model that it was made from to ONNX, and pass that file'

const folders: readonly Folder[] = [
  {
    matches: has('.onnx'),
    says: (names) => `it is a folder: pass the ONNX file in it, ${ending('.onnx', names)}`,
  },
  {
    matches: has('.prototxt', '.caffemodel'),
    says: () => 'it is a folder with the files of a Caffe network',
    remedies: [{ do: 'pair-files' }],
  },
  {
    matches: has('saved_model.pb'),
    says: () =>
      'it is a SavedModel of TensorFlow: convert it to ONNX with tf2onnx (python -m tf2onnx.convert --saved-model FOLDER ' +
      '--output net.onnx)',
  },
  {
    matches: has('manifest.json', 'data'),
    says: () => `it is a Core ML package: ${FROM_ORIGIN}`,
  },
  {
    matches: has('data.pkl'),
    says: () =>
      "it is an unpacked file of PyTorch: load the file in Python with the network's own code, and export that with " +
      'torch.onnx.export',
  },
  { matches: has('coremldata.bin'), says: () => `it is a compiled Core ML model: ${FROM_ORIGIN}` },
  {
    matches: has('.xml', '.bin'),
    says: () => `it is an OpenVINO model, which OpenVINO does not convert back: ${FROM_ORIGIN}`,
  },
  {
    matches: has('.pdmodel'),
    says: () => 'it is a network of PaddlePaddle: convert it to ONNX with paddle2onnx',
  },
  {
    matches: has('checkpoint', '.index'),
    says: () => `it holds checkpoints of TensorFlow, weights without a network: ${FROM_ORIGIN}`,
  },
  { matches: (names) => names.includes('onnx'), says: () => 'it is a folder: pass the ONNX file in its folder onnx' },
  {
    matches: (names) => has('config.json', '.safetensors')(names) || has('config.json', 'pytorch_model.bin')(names),
    says: () => 'it is a model of Hugging Face Transformers: export it to ONNX (optimum-cli export onnx)',
  },
  { matches: has('model.json'), says: () => `it is a model of TensorFlow.js, perhaps: ${FROM_ORIGIN}` },
]

/** @throws AcuityError `model-invalid` for a folder, with what to do about it where it is of a known kind */
export async function refuseFolder(file: string): Promise<void> {
  const names = await readdir(file).catch(() => null)
  const found = names && folders.find(({ matches }) => matches(names))
  if (!found) return
  // Names may be a stranger's.
  const text = found.says(names).slice(0, 500)
  const remedies = found.remedies ?? []
  throw new AcuityError('model-invalid', `${file} is no model by itself: ${text}.`, { remedies })
}
