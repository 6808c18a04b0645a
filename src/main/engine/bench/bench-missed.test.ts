import type { Buffer } from 'node:buffer'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Bench } from '../../../shared/bench.ts'
import type { Engine } from '../../../shared/contract.ts'
import type { Provider } from '../../../shared/run.ts'
import { newEngine } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { buildModel, classifierParts } from '../model/testing/tiny-models.ts'

const SHORT = { warmUp: 1, repetitions: 1 }

/** The smallest batch that no machine has the memory for: 4^23 floats exceed 47 bits of addresses. */
const TOO_LARGE = 4
const POWER = 23

/**
 * A classifier of images of any size that makes a tensor of batch^23 floats on its way, and of its answers what they
 * would have been without: 32 MiB for a batch of 2.
 */
function hungryClassifier({ batch = 'N' }: { batch?: number | string } = {}): Buffer {
  const parts = classifierParts({ side: 'side', batch, output: 'plain' })
  const node = (opType: string, inputs: string[], output: string, attributes = {}) => ({
    opType,
    inputs,
    attributes,
    outputs: [output],
  })
  return buildModel({
    ...parts,
    nodes: [
      ...parts.nodes,
      node('Shape', ['image'], 'shape'),
      node('Gather', ['shape', 'first'], 'batch'),
      node('Pow', ['batch', 'power'], 'size'),
      node('Expand', ['one', 'size'], 'ones'),
      node('ReduceMax', ['ones'], 'highest', { keepdims: 0 }),
      node('Mul', ['plain', 'highest'], 'out'),
    ],
    initializers: [
      ...(parts.initializers ?? []),
      { name: 'first', dataType: 'int64', dims: [1], data: BigInt64Array.of(0n) },
      { name: 'power', dataType: 'int64', dims: [], data: BigInt64Array.of(BigInt(POWER)) },
      { name: 'one', dataType: 'float32', dims: [1], data: Float32Array.of(1) },
    ],
    outputs: [['out', 'float32', [batch, 12]]],
  })
}

function hungryFile(...options: Parameters<typeof hungryClassifier>): string {
  const folder = temporaryFolder()
  writeFiles(folder, { 'hungry.onnx': hungryClassifier(...options) })
  return path.join(folder, 'hungry.onnx')
}

/** One that this machine lacks; undefined where it has them all. */
async function brokenProvider(engine: Engine): Promise<Provider | undefined> {
  const { providers } = await engine.call('engine.diagnose', {})
  return providers.find(({ works }) => !works)?.provider
}

describe('a batch that memory does not hold', () => {
  it('is halved, and told; no batch is measured twice', async () => {
    const engine = newEngine()
    const totals: string[] = []
    engine.on('bench.progress', ({ done, total }) => totals.push(`${done}/${total}`))
    const asked = { providers: ['cpu' as const], crops: [16], batches: [1, TOO_LARGE, 2], ...SHORT }
    const bench = await engine.call('bench.model', { model: hungryFile(), ...asked })
    expect(Bench.parse(bench)).toEqual(bench)
    expect(bench.results.map(({ crop, batch }) => [crop, batch])).toEqual([
      [16, 1],
      [16, 2],
    ])
    const problem =
      'a batch of 4 at a crop of 16 runs out of memory (Failed to allocate memory for requested buffer of size ' +
      `${4 * TOO_LARGE ** POWER}); 2 was measured instead`
    expect(bench.notMeasured).toEqual([{ provider: 'cpu', crop: 16, batch: TOO_LARGE, instead: 2, problem }])
    expect(bench.warnings).toEqual([`not measured on cpu: ${problem}`])
    expect(totals.at(-1)).toBe('1/3')
  })

  it('is what is wrong where a model fixes it', async () => {
    const fixed = { model: hungryFile({ batch: TOO_LARGE }), crops: [16], ...SHORT }
    await expect(newEngine().call('bench.model', fixed)).rejects.toThrow('Failed to allocate memory')
  })
})

describe('a provider that does not work', () => {
  it('is refused with the reason where it is the only one', async ({ skip }) => {
    const engine = newEngine()
    const provider = await brokenProvider(engine)
    if (!provider) return skip('all providers work here')
    const model = engine.call('bench.model', { model: sampleModel(99), providers: [provider], ...SHORT })
    await expect(model).rejects.toThrow(`${provider} does not work on this machine`)
    const founding = engine.call('bench.founding', { providers: [provider], ...SHORT })
    await expect(founding).rejects.toMatchObject({ code: 'provider-unavailable' })
  })

  it('leaves the others to be measured, and is told for whatever it did not measure', async ({ skip }) => {
    const engine = newEngine()
    const provider = await brokenProvider(engine)
    if (!provider) return skip('all providers work here')
    const asked = { model: sampleModel(99), crops: [99], batches: [1, 2], threads: 1, ...SHORT }
    const bench = await engine.call('bench.model', { ...asked, providers: [provider, 'cpu', 'cpu'] })
    expect(bench).toMatchObject({ provider: 'cpu', threads: 1 })
    expect(bench.results).toMatchObject([
      { provider: 'cpu', device: bench.device, threads: 1, batch: 1 },
      { provider: 'cpu', device: bench.device, threads: 1, batch: 2 },
    ])
    expect(bench.notMeasured).toMatchObject([
      { provider, crop: 99, batch: 1, instead: null },
      { provider, crop: 99, batch: 2, instead: null },
    ])
    expect(bench.warnings).toEqual([expect.stringContaining(`not measured on ${provider}: ${provider} does not work`)])
  })
})
