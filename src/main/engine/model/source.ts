import { AcuityError } from '../../../shared/errors.ts'
import type { ModelFormat } from '../../../shared/model-formats.ts'
import { loadCaffeModel, refuseNoWeights, requireNetwork } from './caffe/load.ts'
import type { LoadedModel } from './classifier.ts'
import { refuseFolder } from './foreign/folders.ts'
import { loadModel } from './load.ts'
import { readBeginning } from './read-file.ts'
import { recognise } from './recognise.ts'

/** The files of a model: an ONNX file alone, or a Caffe network's prototxt and caffemodel. */
export interface ModelSource {
  file: string
  weights: string | null
}

type Reader = (source: ModelSource, side?: number) => Promise<LoadedModel>

const readers: Record<ModelFormat, Reader> = { onnx: readOnnx, caffe: readCaffe }

/**
 * Reads a model in whichever format its files are.
 * @param side of the images: a Caffe network is built for it; one of ONNX says itself what it takes
 * @throws AcuityError `model-invalid`, `not-found`, `file-unreadable`
 */
export async function loadSource(source: ModelSource, side?: number): Promise<LoadedModel> {
  await refuseFolder(source.file)
  // Of files that neither name nor content tells, networks with weights of their own are Caffe's.
  const byWeights = source.weights === null ? 'onnx' : 'caffe'
  return readers[(await recognise(source.file))?.format ?? byWeights](source, side)
}

async function readOnnx({ file, weights }: ModelSource): Promise<LoadedModel> {
  if (weights === null) return loadModel(file)
  throw new AcuityError(
    'model-invalid',
    `${file} is an ONNX model, which brings its weights with it: ${weights} is none of it.`,
    { remedies: [{ do: 'leave-out', option: 'weights' }] },
  )
}

async function readCaffe({ file, weights }: ModelSource, side?: number): Promise<LoadedModel> {
  if (weights !== null) return loadCaffeModel(file, weights, side)
  const kind = (await recognise(file))?.kind
  if (kind === 'model') {
    // What is wrong with it comes first: with weights it would be no better.
    await requireNetwork(file)
    throw new AcuityError('model-invalid', `${file} is a network without weights: its .caffemodel is needed as well.`, {
      remedies: [{ do: 'state', option: 'weights' }, { do: 'measure-speed' }],
    })
  }
  if (kind === 'weights') {
    refuseNoWeights(file, await readBeginning(file))
    throw new AcuityError('model-invalid', `${file} holds weights without a network.`, {
      remedies: [{ do: 'pair-files' }],
    })
  }
  // A mean image is no model in any format.
  return loadModel(file)
}
