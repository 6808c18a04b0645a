import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageOfAdvice } from '../../../shared/advice.ts'
import type { Engine } from '../../../shared/contract.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { acuity } from '../../../testing/command.ts'
import { evaluate, sampleRun } from '../../../testing/engine.ts'
import { makeFolder, writeFiles } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { refused } from '../../../testing/remedies.ts'
import { hasSharedCases, sharedCases } from '../../../testing/shared-data.ts'
import { findResources } from '../../resources.ts'
import { createPreprocessor } from '../image/index.ts'
import { openEngine } from '../index.ts'
import { inputRecipe } from '../model/preprocessing.ts'
import { normalise } from '../model/testing/run-models.ts'
import { buildModel, classifierParts, type ModelParts } from '../model/testing/tiny-models.ts'

// Networks whose files leave in doubt which output is the answer, what it holds, and at which batch it is right: what a
// run recorded is compared with the network's own scores for each image by itself.

const CROP = 32
const LIMIT = 20
const recipe = resolveRecipe('torchvision', { resize: 36, crop: CROP })

let home: ReturnType<typeof makeFolder>
let engine: Engine
beforeAll(async () => {
  home = makeFolder()
  await indexSample(home.folder)
  engine = openEngine({ home: home.folder, resources: findResources(), watch: false })
})
afterAll(async () => {
  await engine.close()
  home.remove()
})

const files = readdirSync(sampleDataset, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.JPEG'))
  .toSorted()
  .slice(0, LIMIT)

type Kind = 'logits' | 'probabilities'

/** The best class of each image and its probability, from a session of the file as it is, one image at a time. */
async function ownAnswers(model: string, output: string, kind: Kind, of = recipe) {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 })
  const preprocessor = createPreprocessor()
  const answers: Record<string, { top1: number; p1: number }> = {}
  for (const file of files) {
    const pixels = new Uint8Array(CROP * CROP * 3)
    preprocessor.preprocess(readFileSync(path.join(sampleDataset, file)), recipe, pixels)
    const image = normalise(pixels, 1, inputRecipe(of), 'NCHW')
    const results = await session.run({ [session.inputNames[0] ?? '']: image })
    const scores = [...((results[output] as Tensor).data as Float32Array)]
    const best = Math.max(...scores)
    const sum = scores.reduce((total, score) => total + Math.exp(score - best), 0)
    answers[path.basename(file)] = { top1: scores.indexOf(best), p1: kind === 'logits' ? 1 / sum : best }
  }
  await session.release()
  return answers
}

interface ImageRow {
  file: string
  top1: number
  p1: number
}

async function recorded({ run }: RunSummary) {
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'json' })
  const rows = JSON.parse(text) as ImageRow[]
  return Object.fromEntries(rows.map(({ file, top1, p1 }) => [path.basename(file), { top1, p1 }]))
}

const run = (model: string, more = {}) =>
  evaluate(engine, sampleRun(99, { model, recipe: { resize: 36, crop: CROP }, limit: LIMIT, ...more }))

async function expectOwnAnswers(
  done: RunSummary,
  model: string,
  output: string,
  kind: Kind,
  of = recipe,
): Promise<void> {
  const [own, found] = [await ownAnswers(model, output, kind, of), await recorded(done)]
  expect(Object.keys(found)).toHaveLength(LIMIT)
  for (const [file, { top1, p1 }] of Object.entries(found)) {
    expect({ file, top1 }).toEqual({ file, top1: own[file]?.top1 })
    expect(p1).toBeCloseTo(own[file]?.p1 ?? NaN, 5)
  }
}

/** A network of 12 classes, as the dataset has, with more nodes after its scores. */
function write(
  name: string,
  nodes: ModelParts['nodes'],
  outputs: ModelParts['outputs'],
  more: Partial<ModelParts> = {},
) {
  const parts = classifierParts({ side: CROP, output: 'scores' })
  const initializers = [...(parts.initializers ?? []), ...(more.initializers ?? [])]
  const content = buildModel({ ...parts, nodes: [...parts.nodes, ...nodes], outputs, initializers })
  writeFiles(home.folder, { [name]: content })
  return path.join(home.folder, name)
}

describe('an output by its name', () => {
  const twoHeads = () =>
    write(
      'two-heads.onnx',
      [{ opType: 'Neg', inputs: ['scores'], outputs: ['aux'] }],
      [
        ['aux', 'float32', ['N', 12]],
        ['scores', 'float32', ['N', 12]],
      ],
    )

  it('is taken, kept when the run is made again, and another wrapped model than any other output', async () => {
    const model = twoHeads()
    const main = await run(model)
    expect(main).toMatchObject({ status: 'done', output: 'scores' })
    await expectOwnAnswers(main, model, 'scores', 'logits')
    const aux = await run(model, { output: 'aux' })
    expect(aux).toMatchObject({ status: 'done', output: 'aux', outputReason: 'as asked for' })
    await expectOwnAnswers(aux, model, 'aux', 'logits')
    const { run: again } = await engine.call('runs.again', { run: aux.run })
    const repeated = await engine.call('runs.wait', { run: again })
    expect(repeated).toMatchObject({ output: 'aux', outputReason: 'as asked for' })
    expect(await recorded(repeated)).toEqual(await recorded(aux))
    // Neither changes what is known of the model, or of the other run.
    expect(await engine.call('runs.get', { run: main.run })).toMatchObject({ output: 'scores', params: main.params })
  })

  it('unknown is refused with the names that there are', async () => {
    await expect(run(twoHeads(), { output: 'nonsense' })).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining('Those that do: aux (12 scores), scores (12 scores)') as string,
      details: { remedies: [{ do: 'change', option: 'output', to: 'another' }] },
    })
  })
})

it('a network of bytes is given pixels as they are, which its suggested recipe says, and refuses any other', async () => {
  const bytes = classifierParts({ elemType: 'uint8', layout: 'NHWC', side: CROP })
  const plain = buildModel(classifierParts({ side: CROP }))
  writeFiles(home.folder, { 'bytes.onnx': buildModel(bytes), 'floats.onnx': plain })
  const model = path.join(home.folder, 'bytes.onnx')
  const asTheyAre = { mean: [0, 0, 0], std: [1, 1, 1] } satisfies Partial<typeof recipe>
  const done = await run(model)
  expect(done).toMatchObject({ status: 'done', layout: 'NHWC', recipe: asTheyAre })
  expect(done.warnings.map(messageOfAdvice)).toEqual([expect.stringMatching(/^The first \d+ images/)])
  await expectOwnAnswers(done, path.join(home.folder, 'floats.onnx'), 'out', 'logits', { ...recipe, ...asTheyAre })
  await expect(run(model, { preset: 'torchvision' })).rejects.toThrow(
    refused(/whole numbers/, { do: 'set', values: asTheyAre }),
  )
})

it('a batch of five frozen inside: every image is answered, those of the last batch too', async () => {
  const shape = { name: 'shape', dataType: 'int64', dims: [2], data: BigInt64Array.of(5n, 12n) } as const
  const model = write(
    'frozen.onnx',
    [{ opType: 'Reshape', inputs: ['scores', 'shape'], outputs: ['out'] }],
    [['out', 'float32', ['N', 12]]],
    { initializers: [shape] },
  )
  const done = await run(model, { limit: 18, batch: 8 })
  expect(done).toMatchObject({ status: 'done', batch: 5, onlyBatch: 5, images: { evaluated: 18, skipped: 0 } })
  expect(done.warnings.map(messageOfAdvice).join()).toMatch(
    /works only at a batch of 5.*The batch of 8 asked for is not used/,
  )
  const plain = write(
    'plain.onnx',
    [{ opType: 'Identity', inputs: ['scores'], outputs: ['out'] }],
    [['out', 'float32', ['N', 12]]],
  )
  expect(await recorded(done)).toEqual(await recorded(await run(plain, { limit: 18 })))
})

it('a batch that the network cuts off after four images ends the run: nobody answered the others', async () => {
  const vector = (name: string, value: bigint) =>
    ({ name, dataType: 'int64', dims: [1], data: BigInt64Array.of(value) }) as const
  const model = write(
    'cut.onnx',
    [{ opType: 'Slice', inputs: ['scores', 'zero', 'four', 'zero'], outputs: ['out'] }],
    [['out', 'float32', ['N', 12]]],
    { initializers: [vector('zero', 0n), vector('four', 4n)] },
  )
  expect(await run(model, { batch: 8 })).toMatchObject({
    status: 'failed',
    error: {
      message: expect.stringMatching(/gave 4 answers for a batch of \d images/) as string,
      details: { remedies: [{ do: 'set', values: { batch: 4 } }] },
    },
  })
  const done = await run(model, { batch: 4 })
  expect(done).toMatchObject({ status: 'done', images: { evaluated: LIMIT } })
  await expectOwnAnswers(done, model, 'out', 'logits')
})

it('benchmarks measure the output that is asked for, and at the batch that works', async () => {
  const shape = { name: 'shape', dataType: 'int64', dims: [2], data: BigInt64Array.of(1n, 12n) } as const
  const outputs: ModelParts['outputs'] = [
    ['t3', 'float32', ['N', 4]],
    ['out', 'float32', ['N', 12]],
  ]
  const reshape = { opType: 'Reshape', inputs: ['scores', 'shape'], outputs: ['out'] }
  const model = write('frozen-at-1.onnx', [reshape], outputs, { initializers: [shape] })
  const short = { model, warmUp: 1, repetitions: 2, seconds: 0.1, batches: [1, 4] }
  const own = await engine.call('bench.model', short)
  expect(own).toMatchObject({ output: 'out', params: 108 + 48 + 12, results: [{ batch: 1 }] })
  expect(own.warnings.map(messageOfAdvice).join()).toContain('fixed at 1')
  const asked = await engine.call('bench.model', { ...short, output: 't3' })
  expect(asked).toMatchObject({ output: 't3', params: 108, results: [{ batch: 1 }, { batch: 4 }] })
})

describe.skipIf(!hasSharedCases)('cases (needs ../shared/cases)', () => {
  const file = (name: string) => path.join(sharedCases, 'models', `${name}.onnx`)
  const onThousand = (name: string, more = {}) => run(file(name), { dataset: 'thousand', ...more })

  beforeAll(async () => {
    const folder = path.join(home.folder, 'thousand')
    const copies = files.map((name) => [
      `n01440764/${path.basename(name)}`,
      readFileSync(path.join(sampleDataset, name)),
    ])
    writeFiles(folder, Object.fromEntries(copies) as Record<string, Uint8Array>)
    await engine.call('datasets.index', { folder, name: 'thousand' })
  })

  it.each<[string, Kind, string, RegExp, RegExp]>([
    ['features_before_logits', 'logits', 'logits', /^of 2 outputs the one with 1000 scores, as many as/, /^MatMul/],
    ['aux_before_logits', 'logits', 'logits', /^of 2 outputs the one that is not called auxiliary$/, /^MatMul/],
    ['softmax_ensemble', 'probabilities', 'out', /^the only one/, /^Add computes them; they add up to 1$/],
    ['softmax_u8', 'probabilities', 'out', /^the only one/, /^Softmax computes them; they add up to 0\.9/],
    ['one_dimension_out', 'logits', 'out', /^the only one/, /^MatMul/],
  ])('%s: the answers are the %s of its own %s', async (name, outputKind, output, outputReason, kindReason) => {
    const done = await onThousand(name)
    expect(done).toMatchObject({ status: 'done', output, outputKind, outputs: 1000 })
    expect(done.outputReason).toMatch(outputReason)
    expect(done.outputKindReason).toMatch(kindReason)
    await expectOwnAnswers(done, file(name), output, outputKind)
  })

  it('ends_in_topk: the answers are what its TopK ranks', async () => {
    const done = await onThousand('ends_in_topk')
    expect(done).toMatchObject({
      output: 'p',
      outputs: 1000,
      outputKind: 'probabilities',
      classOffset: 0,
      warnings: [],
    })
    const own = await ownAnswers(file('ends_in_topk'), 'values', 'probabilities')
    for (const [name, { p1 }] of Object.entries(await recorded(done))) expect(p1).toBeCloseTo(own[name]?.p1 ?? NaN, 5)
  })

  it('zipmap: the answers are the probabilities that it names', async () => {
    expect(await onThousand('zipmap')).toMatchObject({ status: 'done', output: 'p', outputKind: 'probabilities' })
  })

  it('dynamic_quant: each image is answered as by itself, whatever the batch and the threads', async () => {
    const runs = [await onThousand('dynamic_quant', { threads: 2 }), await onThousand('dynamic_quant', { batch: 7 })]
    for (const done of runs) {
      expect(done).toMatchObject({ status: 'done', batch: 1, placement: { batch: 1 } })
      expect(done.warnings.map(messageOfAdvice).join()).toMatch(
        /influence each other's answers: it is quantised dynamically/,
      )
      await expectOwnAnswers(done, file('dynamic_quant'), 'logits', 'logits')
    }
    expect(runs[1]?.warnings.map(messageOfAdvice).join()).toContain('The batch of 7 asked for is not used.')
  })

  it('batchnorm_training: it has no answer to a single image, and is refused', async () => {
    await expect(onThousand('batchnorm_training')).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringMatching(/gives every image the same answer.*model\.eval\(\)/) as string,
    })
  })

  it('frozen_batch_inside: it runs at the batch that works, which is said, in a benchmark as well', async () => {
    const done = await onThousand('frozen_batch_inside', { batch: 8 })
    expect(done).toMatchObject({ status: 'done', batch: 1 })
    expect(done.warnings.map(messageOfAdvice).join()).toMatch(
      /works only at a batch of 1.*The batch of 8 asked for is not used/,
    )
    await expectOwnAnswers(done, file('frozen_batch_inside'), 'out', 'logits')
    const bench = { model: file('frozen_batch_inside'), warmUp: 1, repetitions: 2, seconds: 0.1 }
    expect(await engine.call('bench.model', bench)).toMatchObject({ results: [{ batch: 1 }] })
  })
})

it('the command line takes the output by name, and says what it took and why', async () => {
  const softmax = { opType: 'Softmax', inputs: ['scores'], outputs: ['p'], attributes: { axis: 1 } }
  const model = write(
    'logits-and-softmax.onnx',
    [softmax],
    [
      ['scores', 'float32', ['N', 12]],
      ['p', 'float32', ['N', 12]],
    ],
  )
  const args = ['evaluate', '--dataset', 'sample', '--model', model, '--resize', '36', '--crop', '32', '--limit', '4']
  const { code, stdout, stderr } = await acuity(home.folder, [...args, '--output', 'p'])
  expect([code, stderr.includes('ERROR')]).toEqual([0, false])
  expect(stdout).toMatch(/^output +p, 12 scores: as asked for$/m)
  expect(stdout).toMatch(/^scores +probabilities: Softmax computes them; they add up to 1$/m)
  const wrong = await acuity(home.folder, [...args, '--output', 'q'])
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('Those that do: scores (12 scores), p')])
})
