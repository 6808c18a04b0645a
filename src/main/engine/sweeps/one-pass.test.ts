import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine, Input } from '../../../shared/contract.ts'
import type { EvaluatedRun } from '../../../shared/run.ts'
import { ended, evaluate, finishedSweep, newEngine, sampleEngine } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'
import { patient } from '../../../testing/patience.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { buildClassifier } from '../model/testing/tiny-models.ts'
import { wideModel } from '../model/testing/wide-model.ts'

const LIMIT = 40

/** A network that takes images of any size. */
function anySize(name = 'any'): string {
  const file = path.join(temporaryFolder(), `${name}.onnx`)
  writeFileSync(file, buildClassifier({ side: 'S' }))
  return file
}

interface Answer {
  file: string
  classes: string[]
  probabilities: number[]
}

async function answers(engine: Engine, run: number): Promise<Answer[]> {
  const { text } = await engine.call('reports.render', { run, as: 'images', format: 'csv' })
  const [, ...lines] = text.trimEnd().split(/\r?\n/)
  return lines.map((line) => {
    const cells = line.split(',')
    return { file: cells[0] ?? '', classes: cells.slice(1, 9), probabilities: cells.slice(9).map(Number) }
  })
}

function expectSame(actual: readonly Answer[], expected: readonly Answer[]): void {
  expect(actual.map(({ file, classes }) => [file, classes])).toEqual(
    expected.map(({ file, classes }) => [file, classes]),
  )
  const apart = actual.flatMap(({ probabilities }, i) =>
    probabilities.map((p, k) => Math.abs(p - (expected[i]?.probabilities[k] ?? NaN))),
  )
  expect(Math.max(...apart)).toBeLessThan(1e-5)
}

const shared = { dataset: 'sample', asIndexed: true, preset: 'torchvision', threads: 2, limit: LIMIT } as const

/** Two networks; of the first, two sizes that are cut from images of one size, and one that is another's, too. */
const of = (more: Partial<Input<'sweeps.start'>> = {}): Input<'sweeps.start'> => ({
  ...shared,
  recipe: { fit: 'squash' },
  models: [
    { file: sampleModel(99), sizes: [256, 128].map((resize) => ({ resize, crop: 99 })) },
    {
      file: anySize(),
      sizes: [
        { resize: 128, crop: 99 },
        { resize: 128, crop: 64 },
        { resize: 40, crop: 33 },
      ],
    },
  ],
  sizes: [],
  ...more,
})

/** The same as a run of its own. */
const alone = (engine: Engine, { modelFile, recipe, batch }: EvaluatedRun, more: Partial<Input<'runs.start'>> = {}) =>
  evaluate(engine, { ...shared, model: modelFile, recipe, batch, cache: false, threads: 1, ...more })

describe('a sweep', () => {
  it(
    'answers in one pass what its runs answer one by one, cold and warm, at every batch size',
    async () => {
      const engine = await sampleEngine()
      const cold = await finishedSweep(engine, of({ batch: 8 }))
      const expected: Answer[][] = []
      for (const run of cold.runs) expected.push(await answers(engine, (await alone(engine, run)).run))
      expect(new Set(expected.map((each) => JSON.stringify(each))).size).toBe(5)
      const check = async (runs: readonly EvaluatedRun[]) => {
        for (const [i, { run, images }] of runs.entries()) {
          expect(images).toMatchObject({ evaluated: LIMIT, skipped: 0 })
          expectSame(await answers(engine, run), expected[i] ?? [])
        }
      }
      await check(cold.runs)
      for (const [cache, batch, threads] of [
        ...[1, 7, 64].map((size) => [true, size, 2] as const),
        ...[1, 7, 64].map((size) => [false, size, 1] as const),
      ])
        await check((await finishedSweep(engine, of({ cache, batch, threads }))).runs)
    },
    patient(240_000),
  )

  it('decodes each image once, and has the speeds that its runs have not', async () => {
    const engine = await sampleEngine()
    const cold = await finishedSweep(engine, of())
    expect(cold.speed.decode).toMatchObject({ images: LIMIT })
    expect(cold.speed.pipeline).toMatchObject({ images: LIMIT, cached: 0 })
    expect(cold.plan).toMatchObject({ images: LIMIT, resizes: 3 })
    expect(cold.plan?.passes).toMatchObject([{ runs: cold.runs.map(({ run }) => run) }])
    // But for the headers of three files.
    expect(cold.plan?.cacheBytes).toBeCloseTo((256 ** 2 + 128 ** 2 + 40 ** 2) * 3 * LIMIT, -4)
    for (const { sweep, speed, cropCache } of cold.runs) {
      expect({ sweep, pipeline: speed.pipeline, decode: speed.decode }).toEqual({
        ...{ sweep: cold.sweep, pipeline: null, decode: null },
      })
      expect(cropCache).toEqual({ found: 0, appended: LIMIT, problem: null })
    }
    // Sessions took turns: their rounds tell their ratios.
    const rounds = cold.runs.map(({ speed }) => speed.session?.rounds)
    expect(new Set(rounds.map((each) => each?.together)).size).toBe(1)
    expect(rounds.every((each) => (each?.fps.length ?? 0) > 0)).toBe(true)

    const warm = await finishedSweep(engine, of())
    expect(warm.speed).toMatchObject({ decode: null, pipeline: { images: LIMIT, cached: LIMIT } })
    expect(warm.plan?.cacheBytes).toBe(0)
    // What one size lacks is decoded, and what the others have is taken from the cache all the same.
    const more = of()
    more.models[1]?.sizes?.push({ resize: 72, crop: 64 })
    const partly = await finishedSweep(engine, more)
    expect(partly.speed).toMatchObject({ decode: { images: LIMIT }, pipeline: { images: LIMIT, cached: 0 } })
    expect(partly.runs.map(({ cropCache }) => cropCache?.appended)).toEqual([0, 0, 0, 0, 0, LIMIT])
  })

  it('skips an image in all of its runs, with its reason, and one that is too small where it is that', async () => {
    const folder = temporaryFolder()
    const small = jpeg(50, 50)
    writeFiles(folder, {
      'n01440764/a.JPEG': jpeg(90, 80),
      'n01440764/b.JPEG': small.subarray(0, small.length - 60),
      'n01440764/c.JPEG': small,
      'n01440764/d.JPEG': jpeg(70, 70),
    })
    const engine = newEngine()
    await engine.call('datasets.index', { folder, name: 'sample' })
    const sizes = [64, 33].map((crop) => ({ resize: 256, crop }))
    const input = of({ limit: undefined, models: [{ file: anySize() }], sizes, recipe: { fit: 'none' } })
    for (const cache of [true, true, false]) {
      const { runs } = await finishedSweep(engine, { ...input, cache })
      expect(runs.map(({ images }) => images)).toMatchObject([
        {
          evaluated: 2,
          skippedBy: [
            { reason: 'smaller-than-crop', images: 1 },
            { reason: 'truncated', images: 1 },
          ],
        },
        { evaluated: 3, skippedBy: [{ reason: 'truncated', images: 1 }] },
      ])
    }
  })

  it('goes on when one of its runs is cancelled or fails, and does what is left in one pass', async () => {
    const engine = await sampleEngine()
    const gone = anySize('gone')
    const input = of({ limit: undefined, batch: 1, cache: false })
    input.models.push({ file: gone, sizes: [{ resize: 40, crop: 33 }] })
    const evaluated = Promise.withResolvers<number>()
    const { sweep } = await engine.call('sweeps.start', input)
    rmSync(gone)
    engine.on('run.progress', (progress) => progress.evaluated > 0 && evaluated.resolve(progress.run))
    const first = await evaluated.promise
    await engine.call('runs.cancel', { run: first })
    const stopped = await engine.call('runs.wait', { run: first })
    expect(stopped.status).toBe('interrupted')
    const { runs } = await ended(engine, sweep)
    const others = runs.filter(({ run }) => run !== first)
    expect(others.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done', 'failed'])
    expect(others.at(-1)?.error).toMatchObject({ code: 'not-found' })

    writeFileSync(gone, buildClassifier({ side: 'S' }))
    await engine.call('sweeps.resume', { sweep })
    const all = await ended(engine, sweep)
    expect(all.runs.map(({ status, images }) => [status, images.evaluated])).toEqual(
      all.runs.map(() => ['done', all.runs[0]?.images.indexed]),
    )
    expect(all.plan?.passes).toMatchObject([{ runs: [first, others.at(-1)?.run].toSorted() }])
    for (const run of [all.runs[0], all.runs.at(-1)])
      if (run)
        expectSame(
          await answers(engine, run.run),
          await answers(engine, (await alone(engine, run, { limit: undefined })).run),
        )
  })

  it('is done in several passes where its sessions do not fit into memory together', async () => {
    const engine = await sampleEngine()
    const folder = temporaryFolder()
    const models = [1, 2, 3].map((n) => {
      const file = path.join(folder, `wide-${n}.onnx`)
      writeFileSync(file, wideModel({ side: 16, rows: 600 }))
      return { file }
    })
    // A batch of 64 takes 160 MB for each of them.
    const memoryLimit = process.memoryUsage.rss() + 420e6
    const sizes = [{ resize: 20, crop: 16 }]
    const sweep = await finishedSweep(engine, {
      ...shared,
      ...{ limit: 12, threads: 1, batch: 64, models, sizes, memoryLimit, modelMemory: 4e9 },
    })
    expect(sweep.runs.map(({ status, images }) => [status, images.evaluated])).toEqual(models.map(() => ['done', 12]))
    const passes = sweep.plan?.passes ?? []
    expect(passes.length).toBeGreaterThan(1)
    expect(passes.flatMap(({ runs }) => runs).toSorted()).toEqual(sweep.runs.map(({ run }) => run))
    expect(sweep.speed.pipeline?.images).toBe(12 * passes.length)
  })
})
