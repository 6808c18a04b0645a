import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { symlink } from 'node:fs/promises'
import path from 'node:path'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadModel, wrapModel } from './index.ts'
import { EntryField, EXTERNAL, GraphField, TensorField } from './onnx/proto.ts'
import { encodeTensor, wrapField } from './onnx/write.ts'
import { runWrapped, somePixels } from './testing/run-models.ts'
import { buildClassifier, buildModel, classifierParts, modelFolder } from './testing/tiny-models.ts'

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
    const entries = Object.entries(entriesOf(at, raw.byteLength)).flatMap(([key, value]) =>
      wrapField(TensorField.externalData, [
        ...wrapField(EntryField.key, [Buffer.from(key)]),
        ...wrapField(EntryField.value, [Buffer.from(String(value))]),
      ]),
    )
    at += raw.byteLength
    const location = new BinaryWriter().tag(TensorField.dataLocation, WireType.Varint).int32(EXTERNAL).finish()
    const head = encodeTensor({ ...tensor, data: new Uint8Array(0) })
    return wrapField(GraphField.initializer, [head, ...entries, location])
  })
  return { model: buildModel({ ...parts, encoded }), data: Buffer.concat(data) }
}

const inOrder = (location: string) => (offset: number, length: number) => ({ location, offset, length })

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
    const pixels = somePixels(8 * 8 * 3)
    const rankings = [loaded, whole].map((each) => {
      const recipe = { crop: 8, channels: 'RGB', mean: [0, 0, 0], std: [255, 255, 255], scale: 1 } as const
      const mapping = { outputs: 12, outputKind: 'logits', classes: 12, classOffset: 0 } as const
      const wrapped = wrapModel(each, {
        ...mapping,
        recipe: { ...recipe, mean: [...recipe.mean], std: [...recipe.std] },
        layout: 'NCHW',
        batch: 1,
      })
      return runWrapped(wrapped, pixels, 1, 8)
    })
    expect(await rankings[0]).toEqual(await rankings[1])
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
