import { Buffer } from 'node:buffer'
import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { resolveRecipe } from '../../../shared/presets.ts'
import { makeFolder, writeFiles } from '../../../testing/folders.ts'
import { refused } from '../../../testing/remedies.ts'
import { loadSource } from '../model/index.ts'
import reference from '../model/freed/reference.json' with { type: 'json' }
import { buildModel, classifierParts, type ModelParts } from '../model/testing/tiny-models.ts'
import { probeOnce } from '../model/testing/run-models.ts'
import { fitSize } from './fit-size.ts'
import { probeNetwork } from './probe-network.ts'
import { warnOfFreed } from './warn-of-output.ts'

/** Torch's own numbers: tools/freed-sizes/reference.py writes them. */
const networks = z
  .array(z.object({ name: z.string(), scores: z.record(z.string(), z.array(z.number()).nullable()), onnx: z.string() }))
  .parse(reference)

/** The layer that fixes the size of the images, and why. */
const fixedBy: Record<string, RegExp> = {
  'flattened map':
    /"\/head\/Gemm" \(Gemm\) fixes that size, as its weights are for a map of one size\. It wants \[1, 64\]/,
  'adaptive pool':
    /\(AveragePool\) fixes that size, .* as a pool does that adapts to any map\. It wants \[1, 4, 16, 16\]/,
  'adaptive pool of that size': /\(AveragePool\) fixes .* adapts to any map\. It wants \[1, 4, 4, 4\]/,
  'adaptive pool before a layer': /\(AveragePool\) fixes .* adapts to any map\. It wants \[1, 4, 16, 16\]/,
  'pyramid of pools': /\(AveragePool\) fixes .* into a few, .* adapts to any map\. It wants \[1, 4, 16, 16\]/,
  'position embedding': /"\/body\/Add" \(Add\) fixes .* as position embeddings .* are\. It wants \[1, 17, 4\]/,
  'numbers for each place': /"\/body\/Add" \(Add\) fixes .* as position embeddings .* are\. It wants \[1, 4, 16, 16\]/,
  windows: /"\/body\/Reshape" \(Reshape\) fixes .* its shape is stated in numbers/,
  'resized to a size': /"\/body\/Resize" \(Resize\) fixes .* a size that is stated in numbers/,
  'divided by a count': /"\/body\/ReduceSum" \(ReduceSum\) fixes .* divided by a number of places/,
  'expanded to a size': /"\/body\/Concat" \(Concat\) fixes .* is of one size \(\[1, 4, 16, 16\]\)/,
  'cut to a size': /"\/body\/Slice" \(Slice\) fixes .* it cuts at a place that is stated/,
  'the second half': /"\/body\/Slice" \(Slice\) fixes .* it cuts at a place that is stated/,
  'padded to windows': /"\/body\/deep\/Conv" \(Conv\) fixes .* by which rule its pads were chosen/,
}

const { folder, remove } = makeFolder()
const fileOf = (name: string) => `${name.replaceAll(' ', '-')}.onnx`
beforeAll(() => {
  writeFiles(
    folder,
    Object.fromEntries(networks.map(({ name, onnx }) => [fileOf(name), inflateSync(Buffer.from(onnx, 'base64'))])),
  )
})
afterAll(remove)

const load = (file: string) => loadSource({ file: path.join(folder, file), weights: null })
const plain = (crop: number) =>
  resolveRecipe('torchvision', { resize: crop, crop, mean: [0, 0, 0], std: [255, 255, 255] })

async function scoresAt(file: string, crop: number): Promise<number[]> {
  const { model } = await fitSize(await load(file), { crop, layout: 'NCHW' })
  return [...(await probeOnce(model, plain(crop), 'NCHW')).scores]
}

const remedies = (side: number) =>
  [
    { do: 'set', values: { crop: side } },
    { do: 'choose-another', what: 'model' },
  ] as const

describe.each(networks)('$name, exported by torch at 32', ({ name, scores }) => {
  it.each(Object.entries(scores))('at %s: what torch computes there, or its layer is named', async (side, expected) => {
    const scored = scoresAt(fileOf(name), Number(side))
    if (expected === null) await expect(scored).rejects.toEqual(refused(fixedBy[name] ?? /^$/, ...remedies(32)))
    else for (const [i, score] of (await scored).entries()) expect(score).toBeCloseTo(expected[i] ?? NaN, 4)
  })
})

/** A strided convolution of these pads, in the size that is named, and a pool of these pads behind it. */
function strided(side: number | string, convolution: Attributes, pool: Attributes): ModelParts {
  const parts = classifierParts({ side })
  const [conv, relu, average, ...rest] = parts.nodes
  if (!conv || !relu || !average) throw new Error('the classifier is another')
  const [mapped] = relu.outputs
  const nodes = [
    { ...conv, attributes: { strides: [2, 2], ...convolution } },
    relu,
    {
      opType: 'MaxPool',
      inputs: [mapped ?? ''],
      outputs: ['pooled'],
      attributes: { kernel_shape: [3, 3], strides: [2, 2], ...pool },
    },
    { ...average, inputs: ['pooled'] },
    ...rest,
  ]
  return { ...parts, nodes }
}
type Attributes = NonNullable<ModelParts['nodes'][number]['attributes']>

describe('pads that are those of the export', () => {
  const write = (name: string, parts: ModelParts) => {
    writeFiles(folder, { [name]: buildModel(parts) })
    return name
  }
  const [end, all, none] = [{ pads: [0, 0, 1, 1] }, { pads: [1, 1, 1, 1] }, {}]
  const same = { auto_pad: { text: 'SAME_UPPER' } }
  const UNKNOWN = /by which rule its pads were chosen/

  it.each([16, 17, 22, 23])('of SAME, as TensorFlow exports them, are SAME at %i', async (side) => {
    const [file, meant] = [write('tf.onnx', strided(32, end, end)), write('same.onnx', strided('side', same, same))]
    expect(await scoresAt(file, side)).toEqual(await scoresAt(meant, side))
  })

  it.each([
    ['of a pool that may round up', 34, none, end, 38, 36],
    ['alike on all sides at an odd size, by an unknown program', 33, all, none, 35, 34],
    ['by no known rule', 32, { pads: [1, 0, 2, 1] }, none, 34, 33],
  ] as const)('%s, are right where windows end as they do there', async (_, exported, conv, pool, right, wrong) => {
    const [file, meant] = [
      write('odd.onnx', strided(exported, conv, pool)),
      write('any.onnx', strided('s', conv, pool)),
    ]
    expect(await scoresAt(file, right)).toEqual(await scoresAt(meant, right))
    await expect(scoresAt(file, wrong)).rejects.toEqual(refused(UNKNOWN, ...remedies(exported)))
  })
})

it('a scale of before operator set 11 may be that of a size, and is refused', async () => {
  const parts = classifierParts({ side: 16, opset: 9 })
  const scales = { name: 'scales', dataType: 'float32', dims: [4], data: Float32Array.of(1, 1, 2, 2) } as const
  const larger = { opType: 'Upsample', inputs: ['t1', 'scales'], outputs: ['larger'] }
  const [conv, relu, pool, ...rest] = parts.nodes
  if (!conv || !relu || !pool) throw new Error('the classifier is another')
  const nodes = [conv, relu, larger, { ...pool, inputs: ['larger'] }, ...rest]
  writeFiles(folder, {
    'old.onnx': buildModel({ ...parts, nodes, initializers: [...(parts.initializers ?? []), scales] }),
  })
  expect(await scoresAt('old.onnx', 16)).toHaveLength(12)
  const said = /\(Upsample\) fixes .* by a scale that may be that of the export to a size/
  await expect(scoresAt('old.onnx', 12)).rejects.toEqual(refused(said, ...remedies(16)))
})

it('a size at which nothing is left for a layer, or one does not run, is refused with the layer', async () => {
  writeFiles(folder, { 'valid.onnx': buildModel(strided(32, {}, {})) })
  writeFiles(folder, { 'wide.onnx': buildModel(strided(32, { dilations: [4, 4] }, {})) })
  const probed = async (file: string, crop: number) =>
    probeNetwork(await load(file), { recipe: plain(crop), layout: undefined }, {})
  const nothing =
    /valid\.onnx was .* 32×32 pixels, and of 4×4 nothing is left before its layer "n3" \(GlobalAveragePool\): it wants \[1, 4, 7, 7\], and would get \[1, 4, 0, 0\]/
  await expect(probed('valid.onnx', 4)).rejects.toEqual(refused(nothing, ...remedies(32)))
  const conv = /wide\.onnx was exported for images of 32×32 pixels, and does not run at 2×2: .* Conv node\. Name:'t0/
  await expect(probed('wide.onnx', 2)).rejects.toEqual(refused(conv, ...remedies(32)))
})

it('a network is measured at the size that it runs at, whichever its layout, and what was done is told', async () => {
  writeFiles(folder, { 'nhwc.onnx': buildModel(classifierParts({ layout: 'NHWC', side: 16, elemType: 'float64' })) })
  writeFiles(folder, { 'open.onnx': buildModel(classifierParts({ layout: 'NHWC', side: 's', elemType: 'float64' })) })
  const probed = async (file: string, crop: number) =>
    probeNetwork(await load(file), { recipe: plain(crop), layout: undefined }, {})
  const open = await probed('open.onnx', 12)
  expect(open.freed).toBeNull()
  const measured = await probed('nhwc.onnx', 12)
  expect(measured).toEqual({ ...open, cost: measured.cost, freed: { exportedAt: 16, changes: [] } })
  const shuffled = await probed(fileOf('shuffled channels, in numbers'), 24)
  expect(shuffled.freed?.changes).toEqual([expect.stringMatching(/^2 Reshapes to the sides of the map, /)])
  expect(shuffled.macs).toBe((await probed(fileOf('shuffled channels'), 24)).macs)
  const same = await probed(fileOf('SAME'), 31)
  expect(warnOfFreed(same, 31)).toEqual([
    'The model was exported at 32, runs at 31: the size of its input is freed, with 3 layers padded by ' +
      "TensorFlow's SAME, as the pads in the file are at its size.",
  ])
})
