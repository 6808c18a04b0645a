import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadModel, wrapModel, type LoadedModel } from './index.ts'
import { EntryField, EXTERNAL, GraphField, TensorField } from './onnx/proto.ts'
import { encodeTensor, type TensorParts, wrapField } from './onnx/write.ts'
import { runWrapped, somePixels } from './testing/run-models.ts'
import { encodeGraph, encodeNodeWith } from './testing/subgraphs.ts'
import { buildClassifier, buildModel, classifierParts, modelFolder, noise } from './testing/tiny-models.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const PADDING = 16

/** The classifier with its weights in another file: the model, and that file. */
function split(entriesOf: (at: number, bytes: number) => Record<string, string | number>) {
  const { initializers = [], ...parts } = classifierParts()
  const data: Uint8Array[] = [Buffer.alloc(PADDING)]
  let at = PADDING
  const encoded = initializers.flatMap((tensor) => {
    const raw = Buffer.from(tensor.data.buffer)
    data.push(raw)
    const head = elsewhere(tensor, entriesOf(at, raw.byteLength))
    at += raw.byteLength
    return wrapField(GraphField.initializer, [head])
  })
  return { model: buildModel({ ...parts, encoded }), data: Buffer.concat(data) }
}

/** A tensor whose numbers are where the entries say. */
function elsewhere(tensor: TensorParts, entries: Record<string, string | number>): Uint8Array {
  const encoded = Object.entries(entries).flatMap(([key, value]) =>
    wrapField(TensorField.externalData, [
      ...wrapField(EntryField.key, [Buffer.from(key)]),
      ...wrapField(EntryField.value, [Buffer.from(String(value))]),
    ]),
  )
  const location = new BinaryWriter().tag(TensorField.dataLocation, WireType.Varint).int32(EXTERNAL).finish()
  return Buffer.concat([encodeTensor({ ...tensor, data: new Uint8Array(0) }), ...encoded, location])
}

const inOrder = (location: string) => (offset: number, length: number) => ({ location, offset, length })

function rank(model: LoadedModel) {
  const wrapped = wrapModel(model, {
    ...({ outputs: 12, outputKind: 'logits', classes: 12, classOffset: 0 } as const),
    recipe: { crop: 8, channels: 'RGB', mean: [0, 0, 0], std: [255, 255, 255], scale: 1 },
    layout: 'NCHW',
    batch: 1,
  })
  return runWrapped(wrapped, somePixels(8 * 8 * 3), 1, 8)
}

describe('weights in another file', () => {
  it('are put into the wrapped model', async () => {
    const { model, data } = split(inOrder('weights.bin'))
    await files.write('weights.bin', data)
    const loaded = await loadModel(await files.write('split.onnx', model))
    const whole = await loadModel(await files.write('whole.onnx', buildClassifier()))
    expect(loaded.description).toEqual({
      ...whole.description,
      bytes: model.byteLength + data.byteLength,
      sha256: createHash('sha256').update(model).update(data).digest('hex'),
    })
    expect(await rank(loaded)).toEqual(await rank(whole))
  })

  it('are put into Constants and graphs inside a node as well, where one name may mean two', async () => {
    const [first, second] = [noise(144, 5), noise(144, 6)]
    await files.write('inside.bin', Buffer.concat([first, second].map(({ buffer }) => Buffer.from(buffer))))
    const tensor = { name: 'w', dataType: 'float32', dims: [12, 12] } as const
    const at = (offset: number) => elsewhere({ ...tensor, data: first }, inOrder('inside.bin')(offset, 576))
    const product = { opType: 'MatMul', name: 'product', inputs: ['scores', 'w'], outputs: ['answer'] }
    const answer = [['answer', 'float32', ['N', 12]]] as const
    const branch = (offset: number) => encodeGraph({ nodes: [product], initializers: [at(offset)], outputs: answer })
    const around = encodeGraph({
      nodes: [
        encodeNodeWith(
          { opType: 'If', name: 'inner', inputs: ['yes'], outputs: ['answer'] },
          { then_branch: branch(576), else_branch: branch(0) },
        ),
      ],
      outputs: answer,
    })
    const outer = { opType: 'If', name: 'outer', inputs: ['yes'], outputs: ['chosen'] }
    const graphs = encodeNodeWith(outer, { then_branch: around, else_branch: branch(0) })
    const constant = { opType: 'Constant', inputs: [], outputs: ['c'], attributes: { value: at(0) } }
    const yes = { name: 'yes', dataType: 'bool', dims: [], data: Uint8Array.of(1) } as const

    const parts = classifierParts({ output: 'scores' })
    const last = encodeNodeWith({ opType: 'MatMul', name: 'last', inputs: ['chosen', 'c'], outputs: ['out'] }, {})
    const outputs: typeof parts.outputs = [['out', 'float32', ['N', 12]]]
    const split = buildModel({
      ...parts,
      nodes: [...parts.nodes, constant],
      initializers: [...(parts.initializers ?? []), yes],
      encoded: [graphs, last].flatMap((node) => wrapField(GraphField.node, [node])),
      outputs,
    })
    const whole = buildModel({
      ...parts,
      nodes: [
        ...parts.nodes,
        { opType: 'MatMul', inputs: ['scores', 'second'], outputs: ['chosen'] },
        { opType: 'MatMul', inputs: ['chosen', 'first'], outputs: ['out'] },
      ],
      initializers: [
        ...(parts.initializers ?? []),
        { ...tensor, name: 'first', data: first },
        { ...tensor, name: 'second', data: second },
      ],
      outputs,
    })
    const loaded = await loadModel(await files.write('inside.onnx', split))
    expect(loaded.description.bytes).toBe(split.byteLength + 2 * 576)
    expect(await rank(loaded)).toEqual(await rank(await loadModel(await files.write('outside.onnx', whole))))
  })

  it('are read through the links of the Hugging Face cache, within one repository', async () => {
    const { model, data } = split(inOrder('model.onnx_data'))
    const cache = path.join(files.folder, 'hub')
    const repository = async (name: string) => {
      const snapshot = path.join(cache, name, 'snapshots', 'a1b2', 'onnx')
      await mkdir(snapshot, { recursive: true })
      await mkdir(path.join(cache, name, 'blobs'))
      return snapshot
    }
    const [own, other] = [await repository('models--some--net'), await repository('models--any--other')]
    const blobs = path.join(cache, 'models--some--net', 'blobs')
    await writeFile(path.join(blobs, 'c3'), model)
    await writeFile(path.join(blobs, 'd4'), data)
    const file = path.join(own, 'model.onnx')
    await symlink('../../../blobs/c3', file)
    await symlink('../../../blobs/d4', `${file}_data`)
    expect((await loadModel(file)).description.bytes).toBe(model.byteLength + data.byteLength)

    await writeFile(path.join(other, 'model.onnx'), model)
    await symlink(path.join(blobs, 'd4'), path.join(other, 'model.onnx_data'))
    await symlink('/etc/hostname', path.join(blobs, 'e5'))
    const refused = { message: expect.stringContaining('leads out of its own folder') as string }
    await expect(loadModel(path.join(other, 'model.onnx'))).rejects.toMatchObject(refused)
    await rm(`${file}_data`)
    await symlink('../../../blobs/e5', `${file}_data`)
    await expect(loadModel(file)).rejects.toMatchObject(refused)
  })

  it.each(['../weights.bin', '/etc/passwd', 'C:\\weights.bin', 'a\\..\\..\\b', '', 'sub/../../x'])(
    'are not read from %j',
    async (location) => {
      const file = await files.write('escape.onnx', split(inOrder(location)).model)
      await expect(loadModel(file)).rejects.toMatchObject({
        code: 'model-invalid',
        message: expect.stringContaining('no path within its own folder') as string,
      })
    },
  )

  it('are not read through a link that leads out of the folder', async () => {
    await symlink('/etc/hostname', path.join(files.folder, 'link.bin'))
    const file = await files.write('link.onnx', split(inOrder('link.bin')).model)
    await expect(loadModel(file)).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining('leads out of its own folder') as string,
    })
  })

  it.skipIf(process.platform === 'win32')('are not waited for in a pipe', async () => {
    const pipe = path.join(files.folder, 'pipe.bin')
    execFileSync('mkfifo', [pipe])
    const file = await files.write('pipe.onnx', split(inOrder('pipe.bin')).model)
    await expect(loadModel(file)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining(pipe) as string,
    })
  })

  it('are missed', async () => {
    const file = await files.write('missing.onnx', split(inOrder('missing.bin')).model)
    await expect(loadModel(file)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('missing.bin') as string,
    })
  })

  it.each([
    { offset: 0, length: 1e9 },
    { offset: 1e9 },
    { offset: -4, length: 4 },
    { offset: 'NaN', length: 4 },
    { offset: '9'.repeat(30), length: 4 },
  ])('must lie within the file: %j', async (range) => {
    const { model, data } = split(() => ({ location: 'short.bin', ...range }))
    await files.write('short.bin', data)
    const file = await files.write('short.onnx', model)
    await expect(loadModel(file)).rejects.toMatchObject({ code: 'model-invalid' })
  })
})
