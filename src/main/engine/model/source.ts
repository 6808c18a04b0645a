import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { loadCaffeModel } from './caffe/load.ts'
import type { LoadedModel } from './classifier.ts'
import { loadModel } from './load.ts'

/** The files of a model: an ONNX file alone, or a Caffe network's prototxt and caffemodel. */
export interface ModelSource {
  file: string
  weights: string | null
}

/**
 * Reads a model in whichever format its files are.
 * @param side of the images: a Caffe network is built for it; one of ONNX says itself what it takes
 * @throws AcuityError `model-invalid`, `not-found`, `file-unreadable`
 */
export async function loadSource({ file, weights }: ModelSource, side?: number): Promise<LoadedModel> {
  if (weights !== null && path.extname(file).toLowerCase() === '.onnx')
    throw new AcuityError(
      'model-invalid',
      `${file} is an ONNX model, which brings its weights with it: leave out ${weights} (--weights).`,
    )
  if (weights !== null) return loadCaffeModel(file, weights, side)
  if (isPrototxt(file))
    throw new AcuityError(
      'model-invalid',
      `${file} is a network without weights: pass its .caffemodel as well (--weights). ` +
        'Without weights only its speed can be measured ("acuity bench").',
    )
  if (path.extname(file).toLowerCase() === '.caffemodel')
    throw new AcuityError(
      'model-invalid',
      `${file} holds weights without a network: pass the network's .prototxt as the model, and this file as its ` +
        'weights (--model NET.prototxt --weights NET.caffemodel).',
    )
  return loadModel(file)
}

export const isPrototxt = (file: string) => path.extname(file).toLowerCase() === '.prototxt'
