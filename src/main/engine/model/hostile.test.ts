import { Buffer } from 'node:buffer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AcuityError } from '../../../shared/errors.ts'
import { loadModel, probeModel, wrapModel } from './index.ts'
import { AttributeField, GraphField, ModelField, NodeField } from './onnx/proto.ts'
import { FieldBudget, fieldsOf } from './wire.ts'
import { wrapField } from './onnx/write.ts'
import { buildClassifier, modelFolder, noise } from './testing/tiny-models.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const recipe = { crop: 8, channels: 'RGB', mean: [0, 0, 0], std: [1, 1, 1], scale: 1 } satisfies Parameters<
  typeof probeModel
>[1]['recipe']

/** Loads, wraps and probes: all of it must succeed, or end in an AcuityError. */
async function survive(content: Uint8Array): Promise<AcuityError | undefined> {
  const file = await files.write('hostile.onnx', content)
  try {
    const model = await loadModel(file)
    const { layout, outputs } = model.description
    wrapModel(model, {
      recipe,
      layout,
      outputs: outputs ?? 12,
      outputKind: 'logits',
      classes: 12,
      classOffset: 0,
      batch: 'dynamic',
    })
    probeModel(model, { recipe, layout })
    return undefined
  } catch (error) {
    if (error instanceof AcuityError) return error
    throw error
  }
}

it('a file cut off anywhere', async () => {
  const model = buildClassifier()
  for (let length = 0; length < model.length; length++) {
    expect(await survive(model.subarray(0, length)), `cut at ${length}`).toMatchObject({ code: 'model-invalid' })
  }
})

it('random bytes in random places', async () => {
  const model = buildClassifier({ softmax: true })
  const random = noise(20_000, 42).map((x) => (x + 1) / 2)
  for (let round = 0; round < 1000; round++) {
    const damaged = Buffer.from(model)
    const [where = 0, what = 0, often = 0] = random.subarray(round * 3)
    for (let flip = 0; flip <= often * 4; flip++)
      damaged[Math.floor(where * model.length + flip * 97) % model.length] = Math.floor(what * 256)
    await survive(damaged)
  }
})

it.each([
  ['a length of 4 GiB', [0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  ['a length beyond the message', [0x3a, 0x05, 0x0a, 0xff, 0x01, 0x00, 0x00]],
  ['an endless number', [0x08, ...Array<number>(5000).fill(0xff)]],
  ['an impossible field number', [0x00, 0x01]],
  ['groups in groups', Array<number>(5000).fill(0x0b)],
  ['a graph that is a number', [0x38, 0x01]],
])('%s', async (_, bytes) => {
  expect(await survive(Buffer.from(bytes))).toMatchObject({ code: 'model-invalid' })
})

it('graphs within nodes within graphs, 5000 deep', async () => {
  let graph = Buffer.alloc(0)
  for (let depth = 0; depth < 5000; depth++) {
    const attribute = wrapField(NodeField.attribute, wrapField(AttributeField.graph, [graph]))
    graph = Buffer.concat(wrapField(GraphField.node, attribute))
  }
  const model = Buffer.concat([buildClassifier(), ...wrapField(ModelField.graph, [graph])])
  expect(await survive(model)).toMatchObject({ code: 'model-invalid' })
  expect(await survive(Buffer.concat(wrapField(ModelField.graph, [graph])))).toMatchObject({ code: 'model-invalid' })
})

it('more fields than any model has: refused in bounded time and memory', async () => {
  const nodes = Buffer.alloc(3_000_000, Uint8Array.of(0x0a, 0x00))
  const error = await survive(Buffer.concat(wrapField(ModelField.graph, [nodes])))
  expect(error?.message).toMatch(/more fields/)
})

it('a budget counts every field', () => {
  const budget = new FieldBudget(3)
  expect([...fieldsOf(Uint8Array.of(8, 1, 8, 2, 8, 3), budget)]).toHaveLength(3)
  expect(() => [...fieldsOf(Uint8Array.of(8, 1), budget)]).toThrow(/more fields/)
})
