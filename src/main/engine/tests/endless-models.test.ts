import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Input } from '../../../shared/contract.ts'
import { newEngine } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { patient } from '../../../testing/patience.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { GraphField } from '../model/onnx/proto.ts'
import { encodeGraph, encodeNodeWith } from '../model/testing/subgraphs.ts'
import { buildModel, classifierParts, type ModelParts } from '../model/testing/tiny-models.ts'
import { wrapField } from '../model/onnx/write.ts'

const scalar = (name: string, dataType: 'int64' | 'bool', value: number) =>
  dataType === 'int64'
    ? ({ name, dataType, dims: [], data: BigInt64Array.of(BigInt(value)) } as const)
    : ({ name, dataType, dims: [], data: Uint8Array.of(value) } as const)

/** A classifier whose scores go round in a Loop of 2^52 turns. */
function endless(): Uint8Array {
  const parts = classifierParts({ side: 16, output: 'scores' })
  const body = encodeGraph({
    nodes: [
      { opType: 'Identity', name: 'i', inputs: ['go'], outputs: ['goOn'] },
      { opType: 'Neg', name: 'n', inputs: ['v'], outputs: ['w'] },
    ],
    inputs: [
      ['turn', 'int64', []],
      ['go', 'bool', []],
      ['v', 'float32', ['N', 12]],
    ],
    outputs: [
      ['goOn', 'bool', []],
      ['w', 'float32', ['N', 12]],
    ],
  })
  const loop = { opType: 'Loop', name: 'loop', inputs: ['turns', 'yes', 'scores'], outputs: ['out'] }
  return buildModel({
    ...parts,
    initializers: [...(parts.initializers ?? []), scalar('turns', 'int64', 2 ** 52), scalar('yes', 'bool', 1)],
    encoded: wrapField(GraphField.node, [encodeNodeWith(loop, { body })]),
    outputs: [['out', 'float32', ['N', 12]]],
  })
}

/** A classifier whose scores are spread over 16 GB. */
function hoarding(): Uint8Array {
  const parts = classifierParts({ side: 16, output: 'scores' })
  const nodes: ModelParts['nodes'] = [
    { opType: 'Expand', inputs: ['scores', 'wide'], outputs: ['spread'] },
    { opType: 'ReduceMax', inputs: ['spread'], outputs: ['most'], attributes: { keepdims: 0 } },
    { opType: 'Add', inputs: ['scores', 'most'], outputs: ['out'] },
  ]
  const wide = { name: 'wide', dataType: 'int64', dims: [3], data: BigInt64Array.of(333_000_000n, 1n, 12n) } as const
  return buildModel({
    ...parts,
    nodes: [...parts.nodes, ...nodes],
    initializers: [...(parts.initializers ?? []), wide],
    outputs: [['out', 'float32', ['N', 12]]],
  })
}

it(
  'ends the trial of a model that loops or allocates without end, at its limits or when it is cancelled',
  async () => {
    const folder = temporaryFolder()
    const engine = newEngine()
    await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
    const files = { endless: path.join(folder, 'endless.onnx'), hoarding: path.join(folder, 'hoarding.onnx') }
    writeFileSync(files.endless, endless())
    writeFileSync(files.hoarding, hoarding())
    const request = {
      dataset: 'sample',
      preset: 'torchvision',
      provider: 'cpu',
      recipe: { resize: 16, crop: 16 },
    } as const
    const start = (more: Pick<Input<'runs.start'>, 'model' | 'modelSeconds' | 'modelMemory'>, signal?: AbortSignal) =>
      engine.call('runs.start', { ...request, ...more }, { signal })

    await expect(start({ model: files.endless, modelSeconds: 2 })).rejects.toMatchObject({
      code: 'time-limit',
      message: `${files.endless} was tried on a few images, and did not answer within its limit of 2 s: it may never do.`,
      details: { remedies: [{ do: 'change', option: 'modelSeconds', to: 'more' }] },
    })
    await expect(start({ model: files.hoarding, modelMemory: 700e6 })).rejects.toMatchObject({
      code: 'memory-limit',
      message: `${files.hoarding} takes more memory than its limit of 700 MB to be read and tried.`,
      details: { remedies: [{ do: 'change', option: 'modelMemory', to: 'more' }] },
    })
    const memory = { ...request, model: files.hoarding, memoryLimit: 200e6 }
    await expect(engine.call('runs.start', memory)).rejects.toThrow('its limit of 1074 MB')
    const bench = { model: files.endless, crops: [16], batches: [1], providers: ['cpu' as const], modelSeconds: 2 }
    await expect(engine.call('bench.model', bench)).rejects.toMatchObject({ code: 'time-limit' })

    const stop = new AbortController()
    const started = start({ model: files.endless }, stop.signal)
    setTimeout(() => stop.abort(), 500)
    await expect(started).rejects.toMatchObject({ code: 'cancelled' })
    expect(await engine.call('runs.list', {})).toEqual([])
  },
  patient(60_000),
)
