import { cpSync, readdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { messageOfAdvice } from '../../../shared/advice.ts'
import { evaluate, finishedSweep, newEngine, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleDataset, writeSampleLabels } from '../../../testing/sample.ts'

it('a run of a sample is an estimate, said so with its figures, and run again on the same images', async () => {
  const engine = await sampleEngine()
  const run = await evaluate(engine, sampleRun(99, { sample: 60, seed: 5 }))
  expect(run.sample).toEqual({ images: 60, drawnFrom: 240, seed: 5 })
  expect(run.images).toMatchObject({ indexed: 60, evaluated: 60, skipped: 0 })
  expect(run.name).toBe('sample_net_99 128/99 sample 60')
  const classes = await engine.call('results.classes', { run: run.run })
  expect(classes.map(({ images }) => images)).toEqual(Array.from({ length: 12 }, () => 5))
  const { text } = await engine.call('reports.render', { run: run.run, as: 'classes', format: 'table' })
  expect(text).toContain('estimated from 60 of 240 images, stratified by class, seed 5')

  const { run: again } = await engine.call('runs.again', { run: run.run })
  const second = await engine.call('runs.wait', { run: again })
  expect(second.sample).toEqual(run.sample)
  const compared = await engine.call('runs.compare', { runs: [run.run, again] })
  expect(compared.rows[1]).toMatchObject({ paired: { images: 60 } })
})

it('the images of a sample are told by their content: it is the same one where they lie elsewhere', async () => {
  const engine = await sampleEngine()
  const folder = path.join(temporaryFolder(), 'moved')
  cpSync(sampleDataset, folder, { recursive: true })
  const ofClass = path.join(folder, 'x00000102')
  for (const [i, name] of readdirSync(ofClass).entries())
    renameSync(path.join(ofClass, name), path.join(ofClass, `${(i * 7) % 20}-another-name.JPEG`))
  const { dataset } = await engine.call('datasets.index', { folder })
  const first = await evaluate(engine, sampleRun(99, { sample: 40 }))
  const second = await evaluate(engine, sampleRun(99, { sample: 40, dataset }))
  const { rows } = await engine.call('runs.compare', { runs: [first.run, second.run] })
  expect(rows[1]).toMatchObject({ paired: { images: 40 } })
})

it('the runs of a sweep are of one sample', async () => {
  const engine = await sampleEngine()
  const { model, ...settings } = sampleRun(99, { sample: 24, recipe: {} })
  const sweep = await finishedSweep(engine, {
    ...settings,
    models: [{ file: String(model) }],
    sizes: [99, 64].map((crop) => ({ resize: 128, crop })),
  })
  const runs = await Promise.all(sweep.runs.map(({ run }) => engine.call('runs.get', { run })))
  expect(runs.map(({ images, sample }) => [images.evaluated, sample])).toEqual(
    runs.map(() => [24, { images: 24, drawnFrom: 240, seed: 0 }]),
  )
})

it('a sample of all is all, and the first images are no sample', async () => {
  const engine = await sampleEngine()
  const all = await evaluate(engine, sampleRun(99, { sample: 1000 }))
  expect([all.sample, all.images.evaluated]).toEqual([null, 240])
  const first = await evaluate(engine, sampleRun(99, { limit: 30 }))
  expect(first.warnings.map(messageOfAdvice).join('\n')).toContain(
    'The first 30 images in order of their path are of 2 of 12 classes only',
  )
  await expect(engine.call('runs.start', sampleRun(99, { limit: 30, sample: 20 }))).rejects.toThrow('not of both')
  await expect(engine.call('runs.start', sampleRun(99, { seed: 3 }))).rejects.toThrow('nothing says of how many images')
})

it('with its labels read in another order, a run of a sample is of a sample still', async () => {
  const engine = newEngine()
  const sorted = Array.from({ length: 12 }, (_, index) => String(index)).toSorted()
  const labels = writeSampleLabels(path.join(temporaryFolder(), 'sorted.txt'), (index) => sorted.indexOf(String(index)))
  await engine.call('datasets.index', { folder: sampleDataset, name: 'sorted', labels })
  const run = await evaluate(engine, sampleRun(99, { dataset: 'sorted', sample: 30 }))
  const { run: adopted } = await engine.call('runs.adoptOrder', { run: run.run, order: 'labels-sorted-digits' })
  const relabelled = await engine.call('runs.wait', { run: adopted })
  expect(relabelled).toMatchObject({ status: 'done', images: { indexed: 30, evaluated: 30, skipped: 0 } })
  const { run: again } = await engine.call('runs.again', { run: adopted })
  const second = await engine.call('runs.wait', { run: again })
  expect(second).toMatchObject({ sample: relabelled.sample, top1Correct: relabelled.top1Correct })
  const { rows } = await engine.call('runs.compare', { runs: [adopted, again] })
  expect(rows[1]).toMatchObject({ paired: { images: 30 } })
})
