import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newEngine } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { strays } from '../../../shared/graph-trace.ts'
import { buildModel, classifierParts } from '../model/testing/tiny-models.ts'

const quick = { providers: ['cpu' as const], threads: 1, warmUp: 1, repetitions: 1, seconds: 0.1 }

describe('benchmarks in float16', () => {
  it('say so, and what of it is true on a CPU', async () => {
    const bench = await newEngine().call('bench.model', {
      ...quick,
      model: sampleModel(99),
      batches: [1, 2],
      precision: 'fp16',
      trace: true,
    })
    expect(bench).toMatchObject({ precision: 'fp16', results: [{ batch: 1 }, { batch: 2 }] })
    expect(bench.warnings).toEqual([expect.stringMatching(/^The CPU computes in float32 all the same/)])
    expect(bench.traces).toMatchObject([{ network: 'sample_net_99', crop: 99, input: { type: 'uint8' } }])
    // Weights that are float16 in the file are cast, or were when the session was made.
    expect(bench.traces.flatMap((trace) => strays(trace).elsewhere)).toEqual([])
  })

  it('of an architecture that nobody trained', async () => {
    const bench = await newEngine().call('bench.model', {
      ...quick,
      model: 'vgg_f',
      crops: [99],
      batches: [1],
      precision: 'fp16',
    })
    expect(bench).toMatchObject({ precision: 'fp16', weights: 'random', traces: [], results: [{ crop: 99 }] })
  })

  it('are refused by the name of the node that does not convert', async () => {
    const file = path.join(temporaryFolder(), 'odd.onnx')
    const parts = classifierParts({ output: 's' })
    parts.nodes.push({ opType: 'Mean', inputs: ['s'], outputs: ['out'] })
    writeFileSync(file, buildModel({ ...parts, outputs: [['out', 'float32', ['N', 12]]] }))
    const bench = newEngine().call('bench.model', { ...quick, model: file, batches: [1], precision: 'fp16' })
    await expect(bench).rejects.toThrow(/odd\.onnx does not convert to float16: the node "n\d+" \(Mean\) is not known/)
  })
})
