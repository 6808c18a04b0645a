import type { MeanImageReference } from '../../shared/mean-image.ts'
import type { ModelSummary } from '../../shared/model.ts'
import type { Fact } from '../ui/fact.ts'
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
    ...otherOutputs(model),
    model.outputKind === null
      ? { term: 'Output kind', value: 'Not known yet', note: settledLater }
      : { term: 'Output kind', value: model.outputKind, note: 'detected' },
    { term: 'Parameters', value: count(model.params) },
    ...(model.caffe ? caffeFacts(model) : onnxFacts(model)),
    { term: 'SHA-256', value: shortHash(model.sha256), title: model.sha256, mono: true },
    { term: 'Added', value: date(model.addedAt) },
  ]
}

/** A dataset, or a person, may have another output taken. */
function otherOutputs({ scoresOutputs, outputName }: ModelSummary): Fact[] {
  const others = scoresOutputs.filter(({ name }) => name !== outputName)
  return others.length === 0 ? [] : [{ term: 'Other outputs', value: others.map(outputText).join(', ') }]
}

/** `aux (12)`, with its number of scores where the file says it. */
export function outputText({ name, outputs }: ModelSummary['scoresOutputs'][number]): string {
  return outputs === null ? name : `${name} (${count(outputs)})`
}

function onnxFacts({ producer, file, bytes: size, ...model }: ModelSummary): Fact[] {
  return [
    { term: 'Written by', value: producer === '' ? 'The file does not say' : producer },
    { term: 'ONNX', value: onnxVersion(model) },
    { term: 'File', value: file, note: bytes(size) },
  ]
}

function caffeFacts({ file, weights, meanImage, bytes: size, caffe, ...model }: ModelSummary): Fact[] {
  const unheeded = caffe?.unheeded ?? []
  return [
    { term: 'Format', value: 'Caffe', note: `converted to ONNX ${onnxVersion(model)}` },
    { term: 'Network', value: file },
    ...(weights === null ? [] : [{ term: 'Weights', value: weights, note: `${bytes(size)} with the network` }]),
    ...(meanImage === null ? [] : [meanImageFact(meanImage)]),
    ...(unheeded.length === 0
      ? []
      : [{ term: 'Passed over', value: unheeded.join(', '), note: 'fields that no answer depends on' }]),
  ]
}

const onnxVersion = ({ opset, irVersion }: Pick<ModelSummary, 'opset' | 'irVersion'>) =>
  `opset ${opset}, IR version ${irVersion}`

/** The file that a mean image came from: of that name there are many. */
export function meanImageFact({ name, sha256 }: MeanImageReference): Fact {
  return { term: 'Mean image', value: name, note: `SHA-256 ${shortHash(sha256)}`, title: sha256 }
}
