import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { evaluate, sampleEngine, sampleRun } from '../../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { advised } from '../../../../testing/remedies.ts'
import { buildModel, classifierParts } from '../../model/testing/tiny-models.ts'
import { LARGE_MODEL_BYTES } from './placement.ts'

/** A classifier whose file is large, though its work is not. */
function largeModel(): string {
  const { nodes, initializers = [], ...parts } = classifierParts({ side: 'side' })
  const [output] = parts.outputs
  const elements = LARGE_MODEL_BYTES / 4 + 1
  const ballast = { name: 'ballast', dataType: 'float32', dims: [elements], data: new Float32Array(elements) } as const
  const model = buildModel({
    ...parts,
    initializers: [...initializers, ballast],
    nodes: [
      ...nodes,
      { opType: 'ReduceMax', inputs: ['ballast'], outputs: ['nothing'], attributes: { keepdims: 0 } },
      { opType: 'Add', inputs: ['out', 'nothing'], outputs: ['same'] },
    ],
    outputs: output ? [['same', output[1], output[2]]] : [],
  })
  const folder = temporaryFolder()
  writeFiles(folder, { 'large.onnx': model })
  return path.join(folder, 'large.onnx')
}

describe('the placement', () => {
  it('of a small network is a session in every thread, as its record says', async () => {
    const engine = await sampleEngine()
    const { placement, speed } = await evaluate(engine, sampleRun(99, { threads: 2, batch: 4, limit: 40 }))
    const fused = { kind: 'fused', sessions: 2, threadsPerSession: 1, decoders: 2, batch: 4 }
    expect(placement).toMatchObject({ ...fused, calibration: [] })
    expect(placement?.reason).toContain('small network')
    expect(speed.session).toMatchObject({ sessions: 2, threadsPerSession: 1, batch: 4 })
    expect(speed.decode).toMatchObject({ workers: 2 })
  })

  it('of a large one is the fastest of those that a calibration measured', async () => {
    const engine = await sampleEngine()
    const { status, images, placement } = await evaluate(
      engine,
      sampleRun(99, { model: largeModel(), threads: 4, limit: 40 }),
    )
    expect({ status, images }).toMatchObject({ status: 'done', images: { evaluated: 40 } })
    const calibration = placement?.calibration ?? []
    expect(calibration).toMatchObject([
      { kind: 'fused', sessions: 4, threadsPerSession: 1, decoders: 4 },
      { kind: 'split', sessions: 1, threadsPerSession: 4, decoders: 4 },
      { kind: 'split', sessions: 2, threadsPerSession: 2, decoders: 4 },
    ])
    const chosen = calibration.find(({ sessions }) => sessions === placement?.sessions)
    expect(chosen?.fps).toBe(Math.max(...calibration.map(({ fps }) => fps)))
  })
})

describe('a memory limit', () => {
  it('changes nothing where it is ample', async () => {
    const engine = await sampleEngine()
    const { placement, memoryLimit } = await evaluate(
      engine,
      sampleRun(99, { threads: 2, limit: 40, memoryLimit: 1e12 }),
    )
    expect(memoryLimit).toBe(1e12)
    expect(placement?.sessions).toBe(2)
    expect(placement?.reason).toContain('small network')
  })

  it('takes a session for what one takes: a process that has room for all opens all', async () => {
    const engine = await sampleEngine()
    // What earlier runs of this process left is not asked for again: sessions of the sample take a few megabytes.
    await evaluate(engine, sampleRun(99, { threads: 4, limit: 20 }))
    // Four threads take some 100 MB to start, and 60 for sessions: counted as four each, those would be four times that.
    const room = process.memoryUsage.rss() + 350e6
    const { placement } = await evaluate(engine, sampleRun(99, { threads: 4, limit: 20, memoryLimit: room }))
    expect(placement).toMatchObject({ kind: 'fused', sessions: 4, decoders: 4 })
  })

  it('that the process went beyond, unseen, is said of the run', async () => {
    const engine = await sampleEngine()
    const before = Buffer.alloc(900e6, 1)
    expect(before.at(-1)).toBe(1)
    before.buffer.transfer(0)
    const memoryLimit = process.memoryUsage.rss() + 400e6
    const { warnings, status } = await evaluate(engine, sampleRun(99, { threads: 1, limit: 8, memoryLimit }))
    expect(status).toBe('done')
    const limit = Math.ceil(memoryLimit / 1e6)
    expect(warnings).toContainEqual(
      advised(
        new RegExp(`^The process has held \\d+ MB at its most, more than the limit of ${limit} MB\\.$`),
        { do: 'change', option: 'memoryLimit', to: 'more' },
        { do: 'change', option: 'batch', to: 'less' },
        { do: 'change', option: 'threads', to: 'less' },
      ),
    )
  })

  it('that is too low ends the run with what it needs, and it is resumed by none', async () => {
    const engine = await sampleEngine()
    // To be tried the network may take more: it is the run that is to find its limit too low.
    const limits = { memoryLimit: 1e6, modelMemory: 4e9 }
    const { status, error } = await evaluate(engine, sampleRun(99, { threads: 2, ...limits }))
    expect({ status, code: error?.code }).toEqual({ status: 'failed', code: 'memory-limit' })
    expect(error?.message).toMatch(/needs \d+ MB of memory, more than its limit of 1 MB\./)
    expect(error?.details['remedies']).toContainEqual({ do: 'change', option: 'memoryLimit', to: 'more' })
  })
})
