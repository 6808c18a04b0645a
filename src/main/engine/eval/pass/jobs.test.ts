import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { jpeg } from '../../../../testing/images.ts'
import { sampleModel } from '../../../../testing/sample.ts'
import { findResources } from '../../../resources.ts'
import { openDatabase } from '../../db/index.ts'
import { describeMachine } from '../../home/index.ts'
import { indexDataset } from '../../indexing/index.ts'
import { batchesPerJob, jobs, type JobOptions } from './jobs.ts'
import { findEvaluated } from '../describe-run.ts'
import { prepareRun } from '../prepare-run.ts'
import { layOut } from './layout.ts'
import { withCrops } from './pass-crops.ts'
import { PendingImages } from './pending-images.ts'

/** More images than a page has. */
const IMAGES = 530

/** Takes every job of a new run. */
async function takeAll(options: Omit<JobOptions, 'signal' | 'crops'>, abortAfter = Infinity) {
  const home = temporaryFolder()
  const folder = path.join(home, 'val')
  const one = jpeg()
  const names = Array.from({ length: IMAGES }, (_, i) => `n01440764/${String(i).padStart(4, '0')}.JPEG`)
  writeFiles(folder, Object.fromEntries(names.map((name) => [name, one])))
  const db = openDatabase(path.join(home, 'acuity.db'))
  onTestFinished(() => db.close())
  const resources = findResources()
  const signal = new AbortController().signal
  await indexDataset({ folder, name: 'many' }, { db, resources, signal, onProgress: () => undefined })
  const recipe = { fit: 'squash', resize: 128, crop: 99 } as const
  const request = { dataset: 'many', model: sampleModel(99), preset: 'torchvision', recipe, provider: 'cpu' } as const
  const run = findEvaluated(db, await prepareRun(db, describeMachine(), { ...request, cache: false }, signal))

  const stop = new AbortController()
  const taken: string[][] = []
  const { layout } = layOut([{ geometry: run.settings.recipe, fixedBatch: null }], 1)
  await withCrops(run, layout, { db, folder: home }, (crops) => {
    const next = jobs(new PendingImages(db, [run], null), { ...options, signal: stop.signal, crops })
    for (let job = next(); job; job = next()) {
      taken.push(job.images.map((image) => image.path))
      if (taken.length >= abortAfter) stop.abort()
    }
    return Promise.resolve()
  })
  return { names, taken, sizes: taken.map((images) => images.length) }
}

it('hands out every image once and in order, ever fewer at a time when they run out', async () => {
  const { names, taken, sizes } = await takeAll({ batch: 8, batches: 3, isBatchFixed: false, workers: 2 })
  expect(taken.flat()).toEqual(names)
  // Of the page of 512 whole jobs are left behind by the last, shorter page: 530 = 21 × 24 + 26.
  expect(sizes).toEqual([...Array.from({ length: 21 }, () => 24), 7, 5, 4, 3, 2, 2, 1, 1, 1])
})

it('hands out whole batches where the network takes no others', async () => {
  const { names, taken, sizes } = await takeAll({ batch: 8, batches: 3, isBatchFixed: true, workers: 2 })
  expect(taken.flat()).toEqual(names)
  expect(sizes.slice(0, -1).every((size) => size % 8 === 0)).toBe(true)
})

it('hands out no more once the run is aborted', async () => {
  const { sizes } = await takeAll({ batch: 8, batches: 1, isBatchFixed: false, workers: 2 }, 3)
  expect(sizes).toEqual([8, 8, 8])
})

it('puts quick batches together, and leaves slow ones alone', () => {
  const caffe = { crops: [227], memoryLimit: null }
  const fused = { kind: 'fused', batch: 8 } as const
  expect([0.1, 5, 10, 40, 3000].map((ms) => batchesPerJob(fused, ms / 8, caffe))).toEqual([13, 13, 8, 2, 1])
  expect(batchesPerJob({ ...fused, batch: 256 }, 1, caffe)).toBe(1)
  expect(batchesPerJob(fused, 1, { ...caffe, crops: [99, 111] })).toBe(10)
  expect(batchesPerJob(fused, 1, { ...caffe, crops: [1000] })).toBe(1)
})

it('puts none together where there is room for one', () => {
  const settings = { crops: [227], memoryLimit: null }
  expect(batchesPerJob({ kind: 'split', batch: 8 }, 1, settings)).toBe(1)
  expect(batchesPerJob({ kind: 'fused', batch: 8 }, 1, { ...settings, memoryLimit: 2 ** 30 })).toBe(1)
})
