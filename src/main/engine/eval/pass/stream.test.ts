import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Recipe } from '../../../../shared/recipe.ts'
import type { Placement } from '../../../../shared/run.ts'
import { makeFolder } from '../../../../testing/folders.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../../../../testing/sample.ts'
import { shareMemory } from '../../image/index.ts'
import { inModelProcess, type WrappedFile } from '../../library/index.ts'
import { inputRecipe } from '../../model/index.ts'
import { entryBeside } from '../../processes/index.ts'
import { withWorkers } from '../../threads/index.ts'
import type { Answers, EvaluateTasks, QueuedImage } from './evaluate-tasks.ts'
import { layOut } from './layout.ts'
import { crewFor } from './settle-placement.ts'
import { ownSlots, sharedSlots, stream } from './stream.ts'

const recipe = Recipe.parse(JSON.parse(readFileSync(sampleRecipe(99), 'utf8')))

const images: QueuedImage[] = readdirSync(sampleDataset, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.JPEG'))
  .toSorted()
  .slice(0, 120)
  .map((file, id) => {
    const { size, mtimeMs } = statSync(path.join(sampleDataset, file))
    const facts = {
      id,
      path: file,
      file,
      label: 0,
      bytes: size,
      mtimeMs,
      seenMs: mtimeMs,
      content: null,
      width: 0,
      height: 0,
    }
    return { ...facts, cropIdentity: null, cropEntries: [null] }
  })

let model: WrappedFile
const { folder, remove } = makeFolder()
afterAll(remove)
beforeAll(async () => {
  const source = { file: sampleModel(99), weights: null }
  const { description, measurement } = await inModelProcess('probe', { source, recipe, layout: undefined, wanted: {} })
  const { output, outputs, scores } = measurement
  const { outputKind } = scores
  const { layout, sha256 } = description
  const classes = { outputs, outputKind, classes: outputs, classOffset: 0 }
  const options = { recipe: inputRecipe(recipe), layout, ...classes, batch: 'dynamic' } as const
  const target = path.join(folder, 'model.onnx')
  model = await inModelProcess('wrap', { source, sha256, output, kept: path.join(folder, 'kept'), target, options })
})

/** Streams images through a placement, and answers what came out, by image. */
async function run(placement: Placement, batch: number, list = images, onCommit: () => void = () => undefined) {
  const results: (Answers & { imageIds: number[] })[] = []
  const inferrers = placement.kind === 'split' ? placement.sessions : 0
  const entry = entryBeside('evaluate-worker', import.meta.url)
  await withWorkers<EvaluateTasks>(entry, placement.decoders + inferrers, async (workers) => {
    const threads = {
      decoders: workers.slice(0, placement.decoders),
      inferrers: workers.slice(placement.decoders),
    }
    const crew = crewFor(placement, threads)
    const { layout } = layOut([{ geometry: recipe, fixedBatch: null }], 3 * batch)
    const slots = Array.from({ length: sharedSlots(placement) }, () => new SharedArrayBuffer(layout.slotBytes))
    const session = { provider: 'cpu', threads: placement.threadsPerSession } as const
    for (const worker of crew.inferrers)
      await worker.run('openSession', { number: 1, model, crop: recipe.crop, session })
    for (const worker of workers) await worker.run('openSlots', { slots, layout })
    const input = {
      source: { kind: 'folder', root: sampleDataset },
      layout,
      cropCaches: [null],
      slots: ownSlots(placement),
      memory: shareMemory(null),
    }
    for (const worker of crew.decoders) await worker.run('openImages', input)
    let from = 0
    const next = () => {
      const images = placement.kind === 'fused' ? 3 * batch : batch
      const some = list.slice(from, from + images)
      from += images
      return some.length > 0 ? some : null
    }
    await stream(placement, crew, {
      next,
      crop: (worker, slot, job) => worker.run('crop', { slot, planes: [0], images: job }),
      infer: async (worker, slot, job) => {
        const labels = Int32Array.from(job, ({ label }) => label)
        const [answers] = await worker.run('infer', { slot, questions: [{ session: 1, plane: 0, labels, batch }] })
        if (!answers || 'error' in answers) throw new Error('no answers')
        results.push({ ...answers, imageIds: job.map(({ id }) => id) })
        onCommit()
      },
    })
  })
  const answers = results.flatMap(({ k, imageIds, classes, probabilities }) =>
    imageIds.map((imageId, i) => ({
      imageId,
      classes: classes.slice(i * k, (i + 1) * k),
      probabilities: probabilities.slice(i * k, (i + 1) * k),
    })),
  )
  return answers.toSorted((a, b) => a.imageId - b.imageId)
}

const one: Placement = { kind: 'fused', sessions: 1, threadsPerSession: 1, decoders: 1 }
const placements: Placement[] = [
  { kind: 'fused', sessions: 2, threadsPerSession: 1, decoders: 2 },
  { kind: 'split', sessions: 1, threadsPerSession: 2, decoders: 2 },
  { kind: 'split', sessions: 1, threadsPerSession: 1, decoders: 5 },
  { kind: 'split', sessions: 2, threadsPerSession: 1, decoders: 1 },
]

describe('every placement', () => {
  it('gives the answers of a single thread, at any batch', async () => {
    const expected = await run(one, 8)
    expect(expected.map(({ imageId }) => imageId)).toEqual(images.map(({ id }) => id))
    for (const [i, placement] of placements.entries()) {
      const answers = await run(placement, [7, 8, 64, 1][i] ?? 8)
      expect(answers.map(({ classes }) => classes)).toEqual(expected.map(({ classes }) => classes))
      answers.forEach(({ probabilities }, n) =>
        probabilities.forEach((p, k) => expect(p).toBeCloseTo(expected[n]?.probabilities[k] ?? NaN, 5)),
      )
    }
  })

  it.each(placements)(
    '$kind, $sessions × $threadsPerSession: ends with the first error, whoever threw it',
    async (placement) => {
      const gone = { ...images[0], file: 'no-such-folder/a.JPEG' } as QueuedImage
      await expect(run(placement, 4, [...images.slice(0, 40), gone, ...images])).rejects.toThrow(/folder .* is gone/)
      let committed = 0
      const stop = () => {
        committed += 1
        throw new Error('the disk is full')
      }
      await expect(run(placement, 4, images, stop)).rejects.toThrow('the disk is full')
      expect(committed).toBeLessThan(10)
    },
  )
})
