import { Buffer } from 'node:buffer'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadModel, probeModel, wrapModel } from './index.ts'
import { AttributeField, GraphField, ModelField, NodeField, OpsetField } from './onnx/proto.ts'
import { encodeNode, encodeValueInfo, wrapField } from './onnx/write.ts'
import { runWrapped, somePixels } from './testing/run-models.ts'
import { buildModel, classifierParts, modelFolder } from './testing/tiny-models.ts'

// What is not understood must still work: functions and control flow.

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const utf8 = (text: string) => Buffer.from(text)
const number = (field: number, value: number) => new BinaryWriter().tag(field, WireType.Varint).int64(value).finish()
const pixels = somePixels(8 * 8 * 3)

/** Wraps and runs a model whose last node negates the scores in some roundabout way, and checks that it does. */
async function checkNegated(name: string, content: Uint8Array) {
  const options = {
    recipe: { crop: 8, channels: 'RGB', mean: [0, 0, 0], std: [255, 255, 255], scale: 1 },
    layout: 'NCHW',
    batch: 'dynamic',
    outputs: 6,
    outputKind: 'logits',
    classes: 6,
    classOffset: 0,
  } satisfies Parameters<typeof wrapModel>[1]
  const model = await loadModel(await files.write(name, content))
  const got = await runWrapped(wrapModel(model, options), pixels, 1, 8)
  expect(got.classes).toEqual([[5, 4, 3, 2, 1, 0]])
  expect(model.description.outputKind).toBeNull()
  expect(probeModel(model, options).products).toBeNull()
}

const scores = { scores: [6, 5, 4, 3, 2, 1], output: 'scores' }

it("a function of the model's own", async () => {
  const FunctionField = { name: 1, input: 4, output: 5, node: 7, opsetImport: 9, domain: 10 }
  const parts = classifierParts(scores)
  parts.nodes.push({ opType: 'Negate', domain: 'own', inputs: ['scores'], outputs: ['out'] })
  parts.outputs = [['out', 'float32', ['N', 6]]]
  const model = Buffer.concat([
    buildModel(parts),
    ...wrapField(ModelField.opsetImport, [
      ...wrapField(OpsetField.domain, [utf8('own')]),
      number(OpsetField.version, 1),
    ]),
    ...wrapField(25, [
      ...wrapField(FunctionField.name, [utf8('Negate')]),
      ...wrapField(FunctionField.input, [utf8('x')]),
      ...wrapField(FunctionField.output, [utf8('y')]),
      ...wrapField(FunctionField.node, [encodeNode({ opType: 'Neg', name: 'neg', inputs: ['x'], outputs: ['y'] })]),
      ...wrapField(FunctionField.opsetImport, [number(OpsetField.version, 13)]),
      ...wrapField(FunctionField.domain, [utf8('own')]),
    ]),
  ])
  await checkNegated('function.onnx', model)
})

it('a branch whose graphs use tensors from outside', async () => {
  const GRAPH = 5
  const branch = (name: string, opType: string, input: string, output: string) =>
    wrapField(NodeField.attribute, [
      ...wrapField(AttributeField.name, [utf8(name)]),
      number(AttributeField.type, GRAPH),
      ...wrapField(AttributeField.graph, [
        ...wrapField(GraphField.node, [encodeNode({ opType, name: output, inputs: [input], outputs: [output] })]),
        ...wrapField(GraphField.name, [utf8(name)]),
        ...wrapField(GraphField.output, [encodeValueInfo(output, 'float32', ['N', 6])]),
      ]),
    ])
  const parts = classifierParts(scores)
  parts.initializers?.push({ name: 'yes', dataType: 'bool', dims: [], data: Uint8Array.of(1) })
  const branching = encodeNode({ opType: 'If', name: 'if', inputs: ['yes'], outputs: ['out'] })
  parts.encoded = wrapField(GraphField.node, [
    branching,
    ...branch('then_branch', 'Neg', 'scores', 'pixels'),
    ...branch('else_branch', 'Identity', 'scores', 'top_classes'),
  ])
  parts.outputs = [['out', 'float32', ['N', 6]]]
  await checkNegated('branch.onnx', buildModel(parts))
})
