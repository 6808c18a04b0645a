import { expect, it } from 'vitest'
import type { ModelSummary } from '../../shared/model.ts'
import { newEngine } from '../../testing/engine.ts'
import { sampleModel } from '../../testing/sample.ts'
import { modelFacts } from './model-text.ts'

const onnx = () => newEngine().call('models.add', { file: sampleModel(99) })

/** A model as if it had come from these files. */
const asCaffe = async (meanImage: ModelSummary['meanImage']): Promise<ModelSummary> => ({
  ...(await onnx()),
  file: '/nets/deploy.prototxt',
  weights: '/nets/net.caffemodel',
  meanImage,
  bytes: 60_900,
  opset: 13,
  irVersion: 7,
  caffe: { height: 99, width: 99, mean: null, scale: 1, meanFile: null, unheeded: [] },
})

const lines = (model: ModelSummary) =>
  modelFacts(model).map(({ term, value, note }) => [term, value, ...(note === undefined ? [] : [note])].join(' | '))

it('says of an ONNX file what wrote it and how large it is', async () => {
  const model = await onnx()
  const terms = modelFacts(model).map(({ term }) => term)
  expect(terms).toEqual(expect.arrayContaining(['Written by', 'ONNX', 'File', 'SHA-256', 'Added']))
  for (const term of ['Format', 'Network', 'Weights', 'Mean image']) expect(terms).not.toContain(term)
  expect(lines({ ...model, producer: '' })).toContain('Written by | The file does not say')
})

it('says which outputs there are beside the one that is taken', async () => {
  const model = await onnx()
  expect(lines(model).join('\n')).not.toContain('Other outputs')
  const outputs = [...model.scoresOutputs, { name: 'aux', outputs: 12 }, { name: 'features', outputs: null }]
  expect(lines({ ...model, scoresOutputs: outputs })).toContain('Other outputs | aux (12), features')
})

it('says of a Caffe network which files it consists of, and that it was converted', async () => {
  const told = lines(await asCaffe(null))
  expect(told).toEqual(
    expect.arrayContaining([
      'Format | Caffe | converted to ONNX opset 13, IR version 7',
      'Network | /nets/deploy.prototxt',
      'Weights | /nets/net.caffemodel | 60.9\u202FkB with the network',
    ]),
  )
  expect(told.join('\n')).not.toMatch(/^(Written by|ONNX|File|Mean image) /m)
})

it('tells mean images apart, which all go by one name', async () => {
  const model = await asCaffe({ sha256: 'a'.repeat(64), name: 'mean.binaryproto' })
  expect(lines(model)).toContain('Mean image | mean.binaryproto | SHA-256 aaaaaaaaaaaa')
})

it('says which fields of a Caffe network were passed over', async () => {
  const model = await asCaffe(null)
  expect(lines(model).join('\n')).not.toContain('Passed over')
  const caffe = model.caffe && { ...model.caffe, unheeded: ['engine (line 1)', 'resize_param (line 4)'] }
  expect(lines({ ...model, caffe })).toContain(
    'Passed over | engine (line 1), resize_param (line 4) | fields that no answer depends on',
  )
})
