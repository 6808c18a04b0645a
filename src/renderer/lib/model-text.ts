import type { ModelSummary } from '../../shared/model.ts'
import type { Fact } from './fact.ts'
import { bytes, count, date, shortHash } from './format.ts'

/** `227×227`, or that any size will do. */
export function inputSize({ width, height }: Pick<ModelSummary, 'width' | 'height'>): string {
  return width === null || height === null ? 'any size' : `${width}×${height}`
}

/** What a model file says about itself; what it leaves open, a first run settles. */
export function modelFacts(model: ModelSummary): Fact[] {
  const settledLater = 'set by the first run'
  return [
    { term: 'Input', value: model.inputName, note: `${inputSize(model)}, ${model.elemType}` },
    { term: 'Layout', value: model.layout, note: model.layoutDetected ? 'detected' : 'assumed: the file does not say' },
    { term: 'Batch', value: model.batch === null ? 'Any' : `Fixed at ${model.batch}` },
    model.outputs === null
      ? { term: 'Output', value: model.outputName, note: settledLater }
      : { term: 'Output', value: model.outputName, note: `${count(model.outputs)} scores an image` },
    model.outputKind === null
      ? { term: 'Output kind', value: 'Not known yet', note: settledLater }
      : { term: 'Output kind', value: model.outputKind, note: 'detected' },
    { term: 'Parameters', value: count(model.params) },
    { term: 'Written by', value: model.producer === '' ? 'The file does not say' : model.producer },
    { term: model.caffe ? 'Converted to' : 'ONNX', value: `opset ${model.opset}, IR version ${model.irVersion}` },
    { term: 'File', value: model.file, note: bytes(model.bytes) },
    ...(model.weights === null ? [] : [{ term: 'Weights', value: model.weights }]),
    ...(model.meanImage === null ? [] : [{ term: 'Mean image', value: model.meanImage.name }]),
    { term: 'SHA-256', value: shortHash(model.sha256), title: model.sha256, mono: true },
    { term: 'Added', value: date(model.addedAt) },
  ]
}
